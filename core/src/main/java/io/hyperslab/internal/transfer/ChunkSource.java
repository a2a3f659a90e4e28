package io.hyperslab.internal.transfer;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.PooledMemory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.metadata.Counters;
import io.hyperslab.internal.model.ChunkCache;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.pipeline.ChunkRows;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The chunks of a dataset, one by one: their bytes as stored, their elements, and what of them is
/// kept. Safe for use by any number of threads.
final class ChunkSource {
  static final String STRUCTURE = "chunk";

  /// The part of the room, of what may be kept at all, that a few chunks take.
  private static final int FEW_PART = 8;

  /// Bytes that are read at once of what goes on to other memory: few enough to stay in a
  /// processor's second cache beside those, and so many that a request's cost is little of theirs.
  private static final long PIECE = 1 << 17;

  private static final int COSTS_OF_PIECE = 16;

  private final DatasetModel dataset;
  private final Layout.Chunked layout;
  private final ChunkCache cache;
  private final long chunkBytes;
  private final long limit;
  private final KeptRows keptRows;

  ChunkSource(DatasetModel dataset, Layout.Chunked layout) {
    this.dataset = dataset;
    this.layout = layout;
    this.cache = dataset.file().chunks();
    this.chunkBytes = layout.geometry().chunkBytes();
    this.keptRows =
        KeptRows.of(layout.geometry().chunkDims(), layout.geometry().elementSize(), chunkBytes);
    this.limit = dataset.file().settings().limits().decodedChunk();
  }

  /// Bytes of a chunk's elements.
  long chunkBytes() {
    return chunkBytes;
  }

  /// How the elements of kept chunks lie.
  KeptRows keptRows() {
    return keptRows;
  }

  /// Whether so many chunks may all be kept for the next read. A read of more is a scan.
  boolean hasRoomFor(long chunks) {
    return cache.hasRoomFor(Saturated.multiply(chunks, keptRows.size()));
  }

  /// Whether so many chunks take so little of the room that to keep them does no harm, should
  /// nobody ask for them again.
  boolean areFew(long chunks) {
    return hasRoomFor(Saturated.multiply(chunks, FEW_PART));
  }

  private ChunkCache.Key key(ChunkRecord chunk) {
    return new ChunkCache.Key(dataset.address(), chunk.address());
  }

  /// The elements of a chunk, if they are kept, in [#keptRows()]; not to be written to.
  @Nullable MemorySegment kept(ChunkRecord chunk) {
    MemorySegment known = cache.find(key(chunk));
    if (known == null || known.byteSize() != keptRows.size()) {
      return null;
    }
    dataset.file().reader().counters().add(Counters.Item.CHUNK_HITS, 1);
    return known;
  }

  /// Whether another thread is at decoding a chunk, to keep it.
  boolean isBeingKept(ChunkRecord chunk) {
    return cache.isBeingMade(key(chunk));
  }

  /// Notes that a chunk is wanted.
  ///
  /// @return whether that was noted before, as far as it is remembered
  boolean noteWanted(ChunkRecord chunk) {
    return cache.noteWanted(key(chunk));
  }

  /// The elements of a chunk, in [#keptRows()], which are kept from now on unless there is no room;
  /// not to be written to.
  MemorySegment keep(ChunkRecord chunk) {
    MemorySegment elements = cache.get(key(chunk), () -> elements(chunk));
    // Another chunk of a damaged file may claim the same bytes.
    return elements.byteSize() == keptRows.size() ? elements : elements(chunk);
  }

  /// The same, of bytes that have been read, of a chunk that is small.
  MemorySegment keep(ChunkRecord chunk, MemorySegment stored) {
    MemorySegment elements = cache.get(key(chunk), () -> decoded(chunk, stored));
    return elements.byteSize() == keptRows.size() ? elements : decoded(chunk, stored);
  }

  /// Copies or decodes the elements of a chunk.
  ///
  /// @param target of the size of a chunk; undefined if this fails
  void readInto(ChunkRecord chunk, MemorySegment target) {
    MemorySegment kept = kept(chunk);
    if (kept != null) {
      keptRows.get(kept, target);
    } else if (layout.isPlain(chunk)) {
      requireSize(chunk);
      read(chunk.address(), target);
    } else {
      withStored(chunk, stored -> decode(chunk, stored, target));
    }
  }

  /// The elements of a chunk, in memory of their own.
  private MemorySegment elements(ChunkRecord chunk) {
    if (layout.isPlain(chunk)) {
      requireSize(chunk);
      return keptRows.isSpaced() ? spaced(chunk) : stored(chunk);
    }
    MemorySegment[] elements = new MemorySegment[1];
    withStored(chunk, stored -> elements[0] = decoded(chunk, stored));
    return elements[0];
  }

  /// Reads the bytes of a chunk that has filters, and does something with them while there is room
  /// for what it decodes to. It must not wait for other decodings.
  void withStored(ChunkRecord chunk, Consumer<MemorySegment> use) {
    requireStored(chunk);
    requireDecodable(chunk);
    DecodingRoom.with(
        Saturated.add(chunk.storedSize(), chunkBytes),
        () -> {
          try (PooledMemory memory = PooledMemory.take(chunk.storedSize())) {
            read(chunk.address(), memory.segment());
            use.accept(memory.segment());
          }
        });
  }

  private MemorySegment decoded(ChunkRecord chunk, MemorySegment stored) {
    MemorySegment elements = Memory.allocate(keptRows.size(), STRUCTURE, chunk.address());
    if (keptRows.isSpaced()) {
      decode(chunk, stored, keptRows.in(elements));
    } else {
      decode(chunk, stored, elements);
    }
    return elements;
  }

  /// The elements of a chunk without filters, with gaps.
  private MemorySegment spaced(ChunkRecord chunk) {
    requireStored(chunk);
    MemorySegment elements = Memory.allocate(keptRows.size(), STRUCTURE, chunk.address());
    ChunkRows rows = keptRows.in(elements);
    long piece = Math.max(PIECE, COSTS_OF_PIECE * dataset.file().reader().requestCost());
    try (PooledMemory memory = PooledMemory.take(Math.min(piece, chunkBytes))) {
      for (long done = 0; done < chunkBytes; done += piece) {
        MemorySegment part = memory.segment().asSlice(0, Math.min(piece, chunkBytes - done));
        read(chunk.address() + done, part);
        rows.put(done, part);
      }
    }
    return elements;
  }

  /// Undoes the filters of a chunk, if it has some.
  ///
  /// @param target of the size of a chunk; undefined if this fails
  void decode(ChunkRecord chunk, MemorySegment stored, MemorySegment target) {
    if (layout.isPlain(chunk)) {
      requireSize(chunk);
      target.copyFrom(stored);
    } else {
      ChunkDecode event = new ChunkDecode();
      layout.pipeline().decodeInto(stored, layout.skippedFilters(chunk), target, limit);
      event.done(dataset.file().reader().counters(), chunk, target.byteSize());
    }
  }

  /// Undoes the filters of a chunk, if it has some, to rows of a larger array.
  ///
  /// @param rows of the size of a chunk; undefined if this fails
  void decode(ChunkRecord chunk, MemorySegment stored, ChunkRows rows) {
    if (layout.isPlain(chunk)) {
      requireSize(chunk);
      rows.put(0, stored);
    } else {
      ChunkDecode event = new ChunkDecode();
      layout.pipeline().decodeInto(stored, layout.skippedFilters(chunk), rows, limit);
      event.done(dataset.file().reader().counters(), chunk, chunkBytes);
    }
  }

  /// A chunk's bytes as stored.
  MemorySegment stored(ChunkRecord chunk) {
    requireStored(chunk);
    MemorySegment bytes = Memory.allocate(chunk.storedSize(), STRUCTURE, chunk.address());
    read(chunk.address(), bytes);
    return bytes;
  }

  /// Reads bytes of one chunk, or of several that are stored one after the other.
  void read(long address, MemorySegment bytes) {
    dataset.file().reader().readRawPart(address, bytes, STRUCTURE);
  }

  /// The same refusal, of a chunk.
  Hdf5Exception located(Hdf5Exception refusal, ChunkRecord chunk) {
    return refusal.inStructure(
        STRUCTURE + " " + Arrays.toString(layout.offset(chunk)), chunk.address());
  }

  /// Checks that a chunk without filters has its size.
  void requireSize(ChunkRecord chunk) {
    if (chunk.storedSize() != chunkBytes) {
      throw new MalformedFileException(
          STRUCTURE,
          chunk.address(),
          "stored size of an unfiltered chunk",
          chunk.storedSize() + " bytes",
          chunkBytes + " bytes");
    }
  }

  /// Checks that memory may be taken for what a chunk decodes to.
  void requireDecodable(ChunkRecord chunk) {
    if (chunkBytes > limit) {
      throw new LimitExceededException(
          STRUCTURE, chunk.address(), "decoded chunk size", chunkBytes + " bytes", atMost(limit));
    }
  }

  /// Checks that memory may be taken for a chunk's bytes as stored.
  void requireStored(ChunkRecord chunk) {
    long size = chunk.storedSize();
    if (size > dataset.file().reader().available(chunk.address())) {
      throw new MalformedFileException(
          STRUCTURE, chunk.address(), "stored size", size + " bytes", "what the file has room for");
    }
    if (size > Saturated.add(limit, limit / 2)) {
      throw new LimitExceededException(
          STRUCTURE, chunk.address(), "stored size", size + " bytes", atMost(limit));
    }
  }

  private static String atMost(long bytes) {
    return "at most " + bytes;
  }
}
