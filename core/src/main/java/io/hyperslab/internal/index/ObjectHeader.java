package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.header.BlockMessages;
import io.hyperslab.internal.format.header.ContinuationBlock;
import io.hyperslab.internal.format.header.ObjectHeaderPrefix;
import io.hyperslab.internal.format.header.ObjectTimes;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.header.SharedMessage;
import io.hyperslab.internal.format.message.ContinuationMessage;
import io.hyperslab.internal.format.message.HeaderMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.ReferenceCountMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// An object header with the messages of all its blocks.
///
/// Messages are decoded when first asked for, so that one that is broken or not supported hides
/// none of the others; a shared message is fetched then. Where a type occurs more than once and one
/// is wanted, the first counts, as in libhdf5. Safe for use by any number of threads.
public final class ObjectHeader {
  private static final String STRUCTURE = "Object Header";

  /// Bytes of memory that a header takes without its messages.
  private static final long BASE_SIZE = 256;

  /// Bytes of memory that a message takes besides its body: the raw one and the decoded one.
  private static final long MESSAGE_SIZE = 200;

  /// How many times larger than its body a decoded datatype is. Members of a compound take most:
  /// each becomes several objects, and may be stored in a few bytes.
  private static final long DATATYPE_GROWTH = 8;

  private final long address;
  private final ObjectHeaderPrefix prefix;
  private final List<RawMessage> raw;
  private final long storedSize;
  private final ObjectHeaderLoader loader;
  private final AtomicReferenceArray<HeaderMessage> decoded;

  /// The types that there are messages of, as in [#types()].
  private final long types;

  ObjectHeader(
      long address,
      ObjectHeaderPrefix prefix,
      List<RawMessage> raw,
      long storedSize,
      ObjectHeaderLoader loader) {
    this.address = address;
    this.prefix = prefix;
    this.raw = raw instanceof BlockMessages ? raw : Collections.unmodifiableList(raw);
    this.storedSize = storedSize;
    this.loader = loader;
    this.decoded = new AtomicReferenceArray<>(raw.size());
    this.types = types(raw);
  }

  private static long types(List<RawMessage> raw) {
    if (raw instanceof BlockMessages block) {
      return block.types();
    }
    long types = 0;
    for (int i = 0; i < raw.size(); i++) {
      types |= 1L << Math.min(type(raw, i), RawMessage.OTHER);
    }
    return types;
  }

  /// The header's address.
  public long address() {
    return address;
  }

  /// The version, 1 or 2.
  public int version() {
    return prefix.version();
  }

  /// Bytes of all blocks.
  public long storedSize() {
    return storedSize;
  }

  /// Shows the blocks.
  public void forEachBlock(BlockVisitor visitor) {
    List<ContinuationMessage> more = all(ContinuationMessage.class);
    long continued = 0;
    for (ContinuationMessage block : more) {
      continued += block.length();
    }
    visitor.block(address, storedSize - continued, STRUCTURE);
    for (ContinuationMessage block : more) {
      visitor.block(block.address(), block.length(), "Object Header Continuation Block");
    }
  }

  /// Bytes of all blocks that hold no message: messages of type NIL, and gaps too small for one.
  public long freeSize() {
    long used = (long) prefix.size() + prefix.checksumSize();
    int messagePrefix = RawMessage.prefixSize(version(), prefix.tracksCreationOrder());
    for (int i = 0; i < raw.size(); i++) {
      used += messagePrefix + bodySize(raw, i);
    }
    long blocks = all(ContinuationMessage.class).size();
    return storedSize - used - blocks * ContinuationBlock.overhead(version());
  }

  /// Bytes of memory that the header takes once all its messages are decoded, as far as that can be
  /// told before.
  long memorySize() {
    return memorySize(storedSize, raw);
  }

  /// The same of a header that is not made yet.
  static long memorySize(long storedSize, List<RawMessage> raw) {
    long size = BASE_SIZE + storedSize;
    for (int i = 0; i < raw.size(); i++) {
      int type = type(raw, i);
      boolean hasDatatype =
          type == MessageType.DATATYPE.number() || type == MessageType.ATTRIBUTE.number();
      size += MESSAGE_SIZE + (long) bodySize(raw, i) * (hasDatatype ? DATATYPE_GROWTH : 1);
    }
    return size;
  }

  /// The number of hard links to the object, as stored.
  public long referenceCount() {
    return find(ReferenceCountMessage.class)
        .map(ReferenceCountMessage::referenceCount)
        .orElseGet(prefix::referenceCount);
  }

  /// When the object was touched, if the header keeps it.
  public Optional<ObjectTimes> times() {
    return prefix.times();
  }

  /// Whether attributes keep the order in which they were made.
  public boolean tracksAttributeCreationOrder() {
    return prefix.tracksCreationOrder();
  }

  /// Whether attributes are indexed by the order in which they were made.
  public boolean indexesAttributeCreationOrder() {
    return prefix.indexesCreationOrder();
  }

  /// The attributes beyond which they go to dense storage.
  public int maximumCompactAttributes() {
    return prefix.maximumCompactAttributes();
  }

  /// The attributes below which they come back from dense storage.
  public int minimumDenseAttributes() {
    return prefix.minimumDenseAttributes();
  }

  /// All messages as stored, in the order of blocks and in them; none of type NIL, which is empty
  /// space.
  public List<RawMessage> rawMessages() {
    return raw;
  }

  /// The decoded message at `index` of [#rawMessages()]. It is kept, unless it is stored elsewhere:
  /// then it is no part of what this header is known to take.
  ///
  /// @throws io.hyperslab.error.Hdf5Exception if it is malformed or not supported; others may still
  ///   be read
  public HeaderMessage message(int index) {
    HeaderMessage known = decoded.get(index);
    if (known == null) {
      RawMessage stored = raw.get(index);
      known = loader.decode(stored);
      if (!stored.shared()) {
        decoded.set(index, known);
      }
    }
    return known;
  }

  /// Whether there is a message of that type; decodes nothing.
  public boolean has(MessageType type) {
    return (types >>> type.number() & 1) != 0;
  }

  /// How many messages of that type there are.
  public int count(MessageType type) {
    int count = 0;
    for (int i = next(type, 0); i >= 0; i = next(type, i + 1)) {
      count++;
    }
    return count;
  }

  /// The types that there are messages of: bit `n` is set if there is one of type `n`.
  public long types() {
    return types;
  }

  /// Whether a library that did not know messages of that type has modified the object: what the
  /// first one says may not hold any more.
  public boolean wasUnknown(MessageType type) {
    int index = indexOf(type);
    return index >= 0 && raw.get(index).wasUnknown();
  }

  /// The first message of that class.
  public <M extends HeaderMessage> Optional<M> find(Class<M> message) {
    int index = indexOf(MessageType.of(message));
    return index < 0 ? Optional.empty() : Optional.of(message.cast(message(index)));
  }

  /// The first message of that class, which must be there.
  ///
  /// @throws MalformedFileException if there is none
  public <M extends HeaderMessage> M get(Class<M> message) {
    return find(message)
        .orElseThrow(() ->
            new MalformedFileException(
                STRUCTURE,
                address,
                MessageType.of(message).specificationName(),
                "missing",
                "at least one"));
  }

  /// All messages of that class.
  public <M extends HeaderMessage> List<M> all(Class<M> message) {
    MessageType type = MessageType.of(message);
    if (!has(type)) {
      return List.of();
    }
    List<M> messages = new ArrayList<>();
    for (int i = next(type, 0); i >= 0; i = next(type, i + 1)) {
      messages.add(message.cast(message(i)));
    }
    return messages;
  }

  /// Where the first message of that type is if it is shared, such as the committed datatype of a
  /// dataset.
  public Optional<SharedMessage> sharedLocation(MessageType type) {
    int index = indexOf(type);
    return index >= 0 && raw.get(index).shared()
        ? Optional.of(ObjectHeaderLoader.location(raw.get(index), type))
        : Optional.empty();
  }

  private int indexOf(MessageType type) {
    return next(type, 0);
  }

  /// The next message of that type; decodes nothing.
  ///
  /// @param from the first index that counts
  /// @return its index in [#rawMessages()], or -1 if there is none
  public int next(MessageType type, int from) {
    for (int i = from; has(type) && i < raw.size(); i++) {
      if (type(raw, i) == type.number()) {
        return i;
      }
    }
    return -1;
  }

  /// The type of a message, which need not be made for that.
  private static int type(List<RawMessage> raw, int index) {
    return raw instanceof BlockMessages block ? block.type(index) : raw.get(index).type();
  }

  /// Likewise the bytes of its data.
  private static int bodySize(List<RawMessage> raw, int index) {
    return raw instanceof BlockMessages block
        ? block.bodySize(index)
        : raw.get(index).body().remaining();
  }
}
