package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.header.BlockMessages;
import io.hyperslab.internal.format.header.ContinuationBlock;
import io.hyperslab.internal.format.header.ObjectHeaderPrefix;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.ContinuationMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Collects the blocks of one object header: the one with the prefix, and those that continuation
/// messages lead to, in the order in which they are found. Used once, by one thread.
final class ObjectHeaderBlocks {
  static final String HEADER = "Object Header";
  private static final String CONTINUATION = "Object Header Continuation Block";

  /// Bytes of the first read: most headers fit it whole.
  static final int READ_AHEAD = 512;

  /// Types of messages that make it necessary to look at all blocks, or more closely.
  private static final long DOUBT =
      1L << MessageType.CONTINUATION.number() | 1L << RawMessage.OTHER;

  /// One block.
  ///
  /// @param address where it starts
  /// @param size bytes of the whole block
  /// @param capacity bytes of it that hold messages
  /// @param messages its messages, none of type NIL
  /// @param nilCount its messages of type NIL
  record Block(long address, long size, int capacity, List<RawMessage> messages, int nilCount) {}

  private final MetadataReader reader;
  private final long address;
  private final ObjectHeaderPrefix prefix;
  private final List<Block> blocks = new ArrayList<>(1);

  /// Continuations that are not loaded yet; most headers have none.
  private @Nullable Queue<ContinuationMessage> pending;

  /// Messages met, with those that are not kept because they are empty space.
  private int count;

  private ObjectHeaderBlocks(MetadataReader reader, long address) {
    this.reader = reader;
    this.address = address;
    Cursor ahead = reader.glance(address, READ_AHEAD, HEADER);
    this.prefix = ObjectHeaderPrefix.decode(ahead);
    load(ahead);
  }

  /// Reads all blocks of the header at `address`.
  ///
  /// @throws io.hyperslab.error.Hdf5Exception if they are malformed, or hold a message that must be
  ///   known and is not
  static ObjectHeaderBlocks load(MetadataReader reader, long address) {
    return new ObjectHeaderBlocks(reader, address);
  }

  /// The types of the messages of a header, as in [ObjectHeader#types()], if its first block alone
  /// tells; else 0. Checks of that block what [#load] does.
  ///
  /// @param ahead the header's first [#READ_AHEAD] bytes
  static long types(Cursor ahead) {
    long types = ObjectHeaderPrefix.types(ahead, ahead.context().limits().messagesPerHeader());
    return (types & DOUBT) == 0 ? types : 0;
  }

  /// The blocks, that with the prefix first.
  List<Block> blocks() {
    return blocks;
  }

  /// The header, with its blocks in the order in which they were found.
  StoredHeader stored() {
    return new StoredHeader(prefix, blocks);
  }

  private void load(Cursor ahead) {
    long overhead = (long) prefix.size() + prefix.checksumSize();
    long size = Saturated.add(overhead, prefix.firstBlockSize());
    Cursor block = block(ahead, size);
    block.skip(prefix.size());
    Cursor first = block.slice(prefix.firstBlockSize(), HEADER);
    if (prefix.checksumSize() > 0) {
      block.checksum();
    }
    collect(address, size, first);
    Queue<ContinuationMessage> more = pending;
    if (more != null) {
      NavigableMap<Long, Long> met = new TreeMap<>();
      visit(met, address, size, HEADER);
      loadContinuations(more, met);
    }
  }

  private void loadContinuations(
      Queue<ContinuationMessage> pending, NavigableMap<Long, Long> visited) {
    for (ContinuationMessage next = pending.poll(); next != null; next = pending.poll()) {
      visit(visited, next.address(), next.length(), CONTINUATION);
      Cursor continuation = reader.read(next.address(), next.length(), CONTINUATION);
      collect(
          next.address(),
          next.length(),
          ContinuationBlock.messages(continuation, prefix.version()));
    }
  }

  /// The first block without what was read of the file behind it: messages keep their block alive,
  /// and many headers are far smaller than the first read.
  private Cursor block(Cursor ahead, long size) {
    if (size > ahead.position() + ahead.remaining()) {
      return reader.read(address, size, HEADER);
    }
    ahead.seek(0);
    return Cursor.over(ahead.bytes(size), address, HEADER, reader.context());
  }

  private void collect(long start, long size, Cursor block) {
    int capacity = block.remaining();
    int most = reader.context().limits().messagesPerHeader() - count;
    BlockMessages found =
        BlockMessages.decode(block, prefix.version(), prefix.tracksCreationOrder(), most);
    count += found.size() + found.nilCount();
    if ((found.types() & DOUBT) != 0 || found.anyFailsIfUnknown()) {
      found.forEach(this::consider);
    }
    blocks.add(new Block(start, size, capacity, found, found.nilCount()));
  }

  /// Looks closer at a message: it may continue the header, or have to be known.
  private void consider(RawMessage message) {
    if (message.type() == MessageType.CONTINUATION.number()) {
      continued().add((ContinuationMessage) MessageType.CONTINUATION.decode(message.body()));
    } else if (message.failsIfUnknown() && isUnknown(message)) {
      throw new UnsupportedFeatureException(
          HEADER,
          address,
          "message type",
          "0x" + Integer.toHexString(message.type()) + ", which must be known",
          "0x0 to 0x18");
    }
  }

  private Queue<ContinuationMessage> continued() {
    Queue<ContinuationMessage> known = pending;
    if (known == null) {
      known = new ArrayDeque<>();
      pending = known;
    }
    return known;
  }

  /// Takes note of a block.
  ///
  /// @param visited ends of the blocks by their starts: those that overlap make a cycle or worse
  private void visit(NavigableMap<Long, Long> visited, long start, long length, String structure) {
    int limit = reader.context().limits().chunksPerHeader();
    // The first block is no continuation.
    if (visited.size() > limit) {
      throw new LimitExceededException(
          HEADER,
          address,
          "continuation blocks of one object header",
          String.valueOf(visited.size()),
          "at most " + limit);
    }
    long end = Saturated.add(start, length);
    Map.Entry<Long, Long> before = visited.floorEntry(start);
    Map.Entry<Long, Long> after = visited.ceilingEntry(start);
    if (length == 0
        || before != null && before.getValue() > start
        || after != null && after.getKey() < end) {
      throw new MalformedFileException(
          structure,
          start,
          "extent",
          length + " bytes",
          "at least one byte, apart from the header's other blocks");
    }
    visited.put(start, end);
  }

  /// Bogus messages exist to be unknown: libhdf5 knows them in builds for its own tests only.
  static boolean isUnknown(RawMessage message) {
    return message.type() == MessageType.BOGUS.number() || MessageType.of(message.type()).isEmpty();
  }
}
