package io.hyperslab.internal.index;

import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.header.ObjectHeaderPrefix;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.util.List;

/// An object header that is being made, with one hard link to it: first its space is allocated,
/// then it is written, once, with messages that may tell of space allocated in between.
public final class NewHeader {
  private final Transaction transaction;
  private final FormatContext context;
  private final MessageShape shape;
  private final RawMessage[] messages;
  private final int capacity;
  private final int nilCount;
  private final ObjectHeaderPrefix prefix;
  private long address = Address.UNDEFINED;

  /// @throws UnsupportedFeatureException if a message is larger than a header can hold
  public NewHeader(Transaction transaction, ObjectHeaderForm form, List<NewMessage> messages) {
    this.transaction = transaction;
    this.context = transaction.context();
    this.shape = new MessageShape(form.version(), form.tracksCreationOrder());
    this.messages = new RawMessage[messages.size()];
    long used = 0;
    for (int i = 0; i < this.messages.length; i++) {
      this.messages[i] = messages.get(i).raw(shape, context, address);
      used += shape.sizeOf(this.messages[i]);
    }
    // However small, every block must have room for the way to the next.
    int link = shape.prefixSize() + context.sizeOfOffsets() + context.sizeOfLengths();
    this.capacity = shape.aligned(Math.toIntExact(Math.max(used + form.spareBytes(), link)));
    this.nilCount = capacity - used >= shape.prefixSize() ? 1 : 0;
    this.prefix = form.prefix(this.messages.length + nilCount, capacity);
  }

  private long size() {
    return HeaderWriter.firstSize(prefix, capacity);
  }

  /// Allocates its space.
  ///
  /// @return its address
  public long allocate() {
    address = transaction.allocate(SpaceKind.METADATA, size());
    return address;
  }

  /// Puts a message in the place of one that is as large.
  ///
  /// @param index of the message
  /// @throws IllegalArgumentException if it has another size
  public void replace(int index, NewMessage message) {
    RawMessage changed = message.raw(shape, context, address);
    if (shape.sizeOf(changed) != shape.sizeOf(messages[index])) {
      throw new IllegalArgumentException("a message of another size");
    }
    messages[index] = changed;
  }

  /// Writes it where it was allocated.
  public void write() {
    List<RawMessage> all = List.of(messages);
    ObjectHeaderBlocks.Block block =
        new ObjectHeaderBlocks.Block(address, size(), capacity, all, nilCount);
    HeaderWriter.write(transaction, prefix, block);
    StoredHeader header = new StoredHeader(prefix, List.of(block));
    transaction.keep(address, StoredHeader.class, header, header.memorySize());
  }
}
