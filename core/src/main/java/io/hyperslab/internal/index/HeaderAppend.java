package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.header.ObjectHeaderPrefix;
import io.hyperslab.internal.format.header.ObjectHeaderV1Prefix;
import io.hyperslab.internal.format.header.ObjectHeaderV2Prefix;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.AttributeMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.util.List;

/// Adds messages to an object header of one block that has room for them, or may grow where it is:
/// what [ObjectHeaderEditor] does with most headers most of the time, without its rules for others.
final class HeaderAppend {
  /// Bytes of an attribute that headers of both versions can hold.
  private static final int LARGEST_ATTRIBUTE = 0xffff - 8;

  private final Transaction transaction;
  private final StoredHeader header;
  private final ObjectHeaderBlocks.Block block;
  private final MessageShape shape;
  private final RawMessage[] messages;
  private int count;
  private int used;

  private HeaderAppend(Transaction transaction, StoredHeader header, int more) {
    this.transaction = transaction;
    this.header = header;
    this.block = header.blocks().getFirst();
    this.shape = MessageShape.of(header.prefix());
    this.messages = new RawMessage[block.messages().size() + more];
  }

  /// Adds messages behind all others, and writes the header.
  ///
  /// @return false, and nothing is changed, if they do not fit or the header is a special one
  static boolean add(Transaction transaction, StoredHeader header, List<NewMessage> added) {
    return header.blocks().size() == 1
        && new HeaderAppend(transaction, header, added.size()).add(added);
  }

  /// Adds an attribute behind all other messages, and writes the header.
  ///
  /// @param name its bytes
  /// @param info says that all attributes are in the header, and that their creation order is not
  ///   tracked
  /// @return false, and nothing is changed, if there may be an attribute of that name, if the
  ///   attribute does not belong or fit here, or the header is a special one
  static boolean addAttribute(
      Transaction transaction,
      StoredHeader header,
      byte[] name,
      NewMessage attribute,
      NewMessage info) {
    ObjectHeaderPrefix prefix = header.prefix();
    FormatContext context = transaction.context();
    if (header.blocks().size() != 1
        || prefix.tracksCreationOrder()
        || prefix.indexesCreationOrder()
        || attribute.size(context) > LARGEST_ATTRIBUTE) {
      return false;
    }
    ObjectHeaderBlocks.Block block = header.blocks().getFirst();
    RawMessage known = info.raw(MessageShape.of(prefix), context, block.address());
    int count = 0;
    // Version 1 need not say where attributes are.
    boolean isInformed = prefix.version() == 1;
    for (int i = 0; i < block.messages().size(); i++) {
      RawMessage message = block.messages().get(i);
      if (message.type() == MessageType.ATTRIBUTE.number()) {
        if (message.shared() || AttributeMessage.isNamed(message.body(), name)) {
          return false;
        }
        count++;
      } else if (message.type() == MessageType.ATTRIBUTE_INFO.number()) {
        if (message.shared() || !message.body().isSameRest(known.body())) {
          return false;
        }
        isInformed = true;
      }
    }
    if (prefix.version() != 1 && count >= prefix.maximumCompactAttributes()) {
      return false;
    }
    return add(transaction, header, isInformed ? List.of(attribute) : List.of(attribute, info));
  }

  private boolean add(List<NewMessage> added) {
    FormatContext context = transaction.context();
    if (!ObjectHeaderEditor.mayHave(context, shape, messages.length + 4L)
        || !collect(block.messages())) {
      return false;
    }
    for (int i = 0; i < added.size(); i++) {
      append(added.get(i).raw(shape, context, block.address()));
    }
    int capacity = Math.max(block.capacity(), shape.aligned(used));
    if (capacity - used > shape.largest() || capacity > block.capacity() && !extend(capacity)) {
      return false;
    }
    write(capacity);
    return true;
  }

  /// Makes the block larger where it is, if the space behind it is free.
  private boolean extend(int capacity) {
    if (used > HeaderRoom.LARGE_BLOCK
        || header.prefix() instanceof ObjectHeaderV2Prefix current
            && !current.hasRoomFor(capacity)) {
      return false;
    }
    return transaction.extend(
        SpaceKind.METADATA, block.address() + block.size(), capacity - block.capacity());
  }

  /// @return whether all of them are known
  private boolean collect(List<RawMessage> before) {
    for (int i = 0; i < before.size(); i++) {
      RawMessage message = before.get(i);
      if (ObjectHeaderBlocks.isUnknown(message)) {
        return false;
      }
      append(message);
    }
    return true;
  }

  private void append(RawMessage message) {
    messages[count++] = message;
    used += shape.sizeOf(message);
  }

  private void write(int capacity) {
    int nilCount = capacity - used >= shape.prefixSize() ? 1 : 0;
    ObjectHeaderPrefix prefix =
        switch (header.prefix()) {
          case ObjectHeaderV1Prefix old ->
              new ObjectHeaderV1Prefix(count + nilCount, old.referenceCount(), capacity);
          case ObjectHeaderV2Prefix current ->
              capacity == block.capacity() ? current : current.withFirstBlockSize(capacity);
        };
    ObjectHeaderBlocks.Block changed =
        new ObjectHeaderBlocks.Block(
            block.address(),
            block.size() + capacity - block.capacity(),
            capacity,
            List.of(messages),
            nilCount);
    HeaderWriter.write(transaction, prefix, changed);
    StoredHeader stored = new StoredHeader(prefix, List.of(changed));
    transaction.keep(block.address(), StoredHeader.class, stored, stored.memorySize());
  }
}
