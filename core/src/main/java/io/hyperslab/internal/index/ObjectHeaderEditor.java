package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.header.ContinuationBlock;
import io.hyperslab.internal.format.header.ObjectHeaderPrefix;
import io.hyperslab.internal.format.header.ObjectHeaderV1Prefix;
import io.hyperslab.internal.format.header.ObjectHeaderV2Prefix;
import io.hyperslab.internal.format.header.ObjectTimes;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.ContinuationMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.ReferenceCountMessage;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes and changes object headers (`FMT4 IV.A.1`).
///
/// Changes stay in memory until [#save()]; one that fails leaves the header as it was stored.
/// Blocks in which nothing changes stay as they are, byte for byte. Messages of unknown types are
/// kept. An editor is used by one thread, for one header that nobody else changes meanwhile.
public final class ObjectHeaderEditor {
  private static final String STRUCTURE = "Object Header";
  private static final int MOST_V1_MESSAGES = 0xffff;

  private final Transaction transaction;
  private final FormatContext context;
  private final long address;
  private final MessageShape shape;
  private final HeaderRoom room;
  private ObjectHeaderPrefix prefix;

  private ObjectHeaderEditor(Transaction transaction, long address, ObjectHeaderPrefix prefix) {
    this.transaction = transaction;
    this.context = transaction.context();
    this.address = address;
    this.prefix = prefix;
    this.shape = MessageShape.of(prefix);
    this.room = new HeaderRoom(address, shape, context, this::extend);
  }

  /// Makes an object header with one hard link to it.
  ///
  /// @return its address
  /// @throws UnsupportedFeatureException if a message is larger than a header can hold
  public static long create(
      Transaction transaction, ObjectHeaderForm form, List<NewMessage> messages) {
    NewHeader header = new NewHeader(transaction, form, messages);
    long address = header.allocate();
    header.write();
    return address;
  }

  /// Adds messages to the header at an address, and saves it.
  ///
  /// @throws io.hyperslab.error.Hdf5Exception if it is malformed, or as for [#add]
  public static void addAll(Transaction transaction, long address, List<NewMessage> messages) {
    if (HeaderAppend.add(transaction, stored(transaction, address), messages)) {
      return;
    }
    ObjectHeaderEditor header = open(transaction, address);
    messages.forEach(header::add);
    header.save();
  }

  /// Adds an attribute to the header at an address, and saves it, where that is simple: see
  /// [HeaderAppend#addAttribute].
  ///
  /// @param name its bytes
  /// @param info says that all attributes are in the header, and that their creation order is not
  ///   tracked
  /// @return false, and nothing is changed, if it is not, or there is an attribute of that name
  /// @throws io.hyperslab.error.Hdf5Exception if it is malformed
  public static boolean addAttribute(
      Transaction transaction, long address, byte[] name, NewMessage attribute, NewMessage info) {
    return HeaderAppend.addAttribute(
        transaction, stored(transaction, address), name, attribute, info);
  }

  /// Opens the header at an address.
  ///
  /// @throws io.hyperslab.error.Hdf5Exception if it is malformed
  /// @throws UnsupportedFeatureException if it has a message that must be known by who changes it
  public static ObjectHeaderEditor open(Transaction transaction, long address) {
    StoredHeader stored = stored(transaction, address);
    ObjectHeaderEditor editor = new ObjectHeaderEditor(transaction, address, stored.prefix());
    editor.load(stored.blocks());
    return editor;
  }

  private static StoredHeader stored(Transaction transaction, long address) {
    return transaction
        .reader()
        .cache()
        .get(
            address,
            StoredHeader.class,
            () -> ObjectHeaderBlocks.load(transaction.reader(), address).stored(),
            StoredHeader::memorySize);
  }

  private void load(List<ObjectHeaderBlocks.Block> stored) {
    Map<Long, HeaderBlock> byAddress = HashMap.newHashMap(stored.size());
    for (ObjectHeaderBlocks.Block block : stored) {
      HeaderBlock loaded = new HeaderBlock(shape, block.capacity());
      byAddress.put(block.address(), loaded);
      room.blocks().add(loaded);
    }
    for (int i = 0; i < stored.size(); i++) {
      HeaderBlock block = room.blocks().get(i);
      for (RawMessage message : stored.get(i).messages()) {
        requireKnown(message);
        block.append(message, isContinuation(message) ? byAddress.get(next(message)) : null);
      }
      block.stored(stored.get(i).address(), stored.get(i).nilCount());
    }
  }

  private static boolean isContinuation(RawMessage message) {
    return message.type() == MessageType.CONTINUATION.number();
  }

  private static long next(RawMessage continuation) {
    return ContinuationMessage.decode(continuation.body().rest(STRUCTURE)).address();
  }

  private void requireKnown(RawMessage message) {
    if (message.failsWritersIfUnknown() && ObjectHeaderBlocks.isUnknown(message)) {
      throw new UnsupportedFeatureException(
          STRUCTURE,
          address,
          "message type",
          "0x" + Integer.toHexString(message.type()) + ", which must be known to change the object",
          "0x0 to 0x18");
    }
  }

  /// All messages, in the order of blocks and in them, without those of type NIL: with the same
  /// indices as [ObjectHeader#rawMessages()] of the header as it is to be. Indices hold until the
  /// next change.
  public List<RawMessage> messages() {
    List<RawMessage> messages = new ArrayList<>();
    for (HeaderBlock block : room.blocks()) {
      for (int i = 0; i < block.size(); i++) {
        messages.add(block.message(i));
      }
    }
    return messages;
  }

  /// The index of the first message of a type, or -1.
  public int indexOf(MessageType type) {
    int index = 0;
    for (HeaderBlock block : room.blocks()) {
      for (int i = 0; i < block.size(); i++, index++) {
        if (block.message(i).type() == type.number()) {
          return index;
        }
      }
    }
    return -1;
  }

  /// Adds a message.
  ///
  /// A header of version 2 with attributes must have an attribute info message: without one,
  /// libhdf5 sees none of them. Who adds attributes sees to that, and to their creation order.
  ///
  /// @throws UnsupportedFeatureException if it is larger than a header can hold
  /// @throws LimitExceededException if the header has too many messages
  public void add(NewMessage message) {
    requireCount(1);
    room.place(message.raw(shape, context, address));
  }

  private void requireCount(int more) {
    // Each block may get a NIL message, and one be added with the message that leads to it.
    long count = more + 3L;
    for (HeaderBlock block : room.blocks()) {
      count += block.size() + Math.max(block.nilCount(), 1);
    }
    if (!mayHave(context, shape, count)) {
      throw new LimitExceededException(
          STRUCTURE,
          address,
          "messages of one object header",
          String.valueOf(count),
          "at most " + most(context, shape));
    }
  }

  /// Whether a header may have so many messages.
  static boolean mayHave(FormatContext context, MessageShape shape, long count) {
    return count <= most(context, shape);
  }

  private static int most(FormatContext context, MessageShape shape) {
    int limit = context.limits().messagesPerHeader();
    return shape.version() == 1 ? Math.min(limit, MOST_V1_MESSAGES) : limit;
  }

  /// Replaces a message by another of its type, which keeps its creation order and its flags, and
  /// gets those that the new one has. It may move, and change indices.
  ///
  /// @throws UnsupportedFeatureException if it is larger than a header can hold
  /// @throws IllegalArgumentException if it is of another type
  public void replace(int index, NewMessage message) {
    Place place = place(index);
    RawMessage before = place.block().message(place.position());
    if (message.type() != before.type()) {
      throw new IllegalArgumentException(
          "a message of type " + message.type() + " for one of type " + before.type());
    }
    requireCount(0);
    RawMessage changed = message.raw(shape, context, address);
    int kept = before.flags() & ~RawMessage.SHARED;
    if (changed.shared()) {
      kept &= ~RawMessage.DO_NOT_SHARE;
    }
    room.replace(
        place.block(),
        place.position(),
        new RawMessage(
            changed.type(), changed.flags() | kept, before.creationOrder(), changed.body()));
  }

  /// Removes a message.
  public void remove(int index) {
    Place place = place(index);
    room.remove(place.block(), place.position());
  }

  /// Removes all messages of a type.
  public void removeAll(MessageType type) {
    for (HeaderBlock block : List.copyOf(room.blocks())) {
      for (int i = block.size() - 1; i >= 0; i--) {
        if (block.message(i).type() == type.number()) {
          block.remove(i);
        }
      }
      room.dropIfEmpty(block);
    }
  }

  /// Where a message is.
  private record Place(HeaderBlock block, int position) {}

  private Place place(int index) {
    int position = index;
    for (HeaderBlock block : room.blocks()) {
      if (position >= 0 && position < block.size()) {
        if (isContinuation(block.message(position))) {
          throw new IllegalArgumentException("message " + index + " is a continuation");
        }
        return new Place(block, position);
      }
      position -= block.size();
    }
    throw new IndexOutOfBoundsException("no message " + index);
  }

  /// The number of hard links to the object.
  public long referenceCount() {
    int index = indexOf(MessageType.REFERENCE_COUNT);
    return index < 0
        ? prefix.referenceCount()
        : ReferenceCountMessage.decode(messages().get(index).body().rest(STRUCTURE))
            .referenceCount();
  }

  /// Sets the number of hard links to the object.
  ///
  /// @param count 0 to 2^32 - 1
  public void referenceCount(long count) {
    if (count < 0 || count > 0xffff_ffffL) {
      throw new IllegalArgumentException(count + " hard links");
    }
    if (prefix instanceof ObjectHeaderV1Prefix old) {
      setPrefix(new ObjectHeaderV1Prefix(old.messageCount(), count, old.firstBlockSize()));
      return;
    }
    int index = indexOf(MessageType.REFERENCE_COUNT);
    if (count == 1) {
      if (index >= 0) {
        remove(index);
      }
      return;
    }
    NewMessage message =
        NewMessage.of(new ReferenceCountMessage(count)).withFlags(RawMessage.DO_NOT_SHARE);
    if (index < 0) {
      add(message);
    } else {
      replace(index, message);
    }
  }

  /// When the object was touched, if the header keeps it.
  public Optional<ObjectTimes> times() {
    return prefix.times();
  }

  /// Sets when the object was touched.
  ///
  /// @throws IllegalStateException if the header keeps no times
  public void times(ObjectTimes times) {
    if (!(prefix instanceof ObjectHeaderV2Prefix current)) {
      throw new IllegalStateException("an object header of version 1 keeps no times");
    }
    setPrefix(current.withTimes(times));
  }

  private void setPrefix(ObjectHeaderPrefix changed) {
    if (!changed.equals(prefix)) {
      prefix = changed;
      room.blocks().getFirst().change();
    }
  }

  /// Writes all blocks that have changed, and gives back the space of those that are not needed any
  /// more.
  ///
  /// @throws LimitExceededException if the file cannot grow as far
  public void save() {
    if (!isChanged()) {
      return;
    }
    markUnknown();
    if (shape.version() == 1) {
      // It counts the messages of all blocks.
      room.blocks().getFirst().change();
    }
    prefix = new HeaderWriter(transaction, address, room, prefix).write();
  }

  private boolean isChanged() {
    for (HeaderBlock block : room.blocks()) {
      if (block.changed()) {
        return true;
      }
    }
    return false;
  }

  /// Makes a block larger where it is, if the space behind it is free.
  private boolean extend(HeaderBlock block, int capacity) {
    int aligned = shape.aligned(capacity);
    if (block.capacity() != block.storedCapacity() || aligned <= block.capacity()) {
      return false;
    }
    boolean first = block == room.blocks().getFirst();
    if (first && prefix instanceof ObjectHeaderV2Prefix current && !current.hasRoomFor(aligned)) {
      return false;
    }
    ObjectHeaderPrefix larger = first ? HeaderWriter.withFirstBlockSize(prefix, aligned) : prefix;
    long size =
        first
            ? HeaderWriter.firstSize(prefix, block.capacity())
            : (long) block.capacity() + ContinuationBlock.overhead(shape.version());
    long more = first ? HeaderWriter.firstSize(larger, aligned) - size : aligned - block.capacity();
    long start = first ? address : block.address();
    if (!transaction.extend(SpaceKind.METADATA, start + size, more)) {
      return false;
    }
    block.extended(aligned);
    prefix = larger;
    return true;
  }

  /// Says of messages that we do not know, and that ask for it, that the object was changed.
  private void markUnknown() {
    for (HeaderBlock block : room.blocks()) {
      for (int i = 0; i < block.size(); i++) {
        RawMessage message = block.message(i);
        if (message.marksIfUnknown()
            && !message.wasUnknown()
            && ObjectHeaderBlocks.isUnknown(message)) {
          block.replace(i, message.markedAsUnknown());
        }
      }
    }
  }

  /// Gives back the space of all blocks; what messages lead to is left alone. The editor is of no
  /// use afterwards.
  public void delete() {
    new HeaderWriter(transaction, address, room, prefix).delete();
  }
}
