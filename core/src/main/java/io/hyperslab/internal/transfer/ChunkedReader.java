package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.RunSelection;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.index.UnallocatedChunkIndex;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.ChunkCache;
import io.hyperslab.internal.model.DatasetModel;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// Reads elements of a chunked dataset: each chunk that the selection touches is looked up, read
/// and decoded once, and gives all its elements at once.
final class ChunkedReader {
  private static final String STRUCTURE = "chunk";

  /// Chunks that are handed to the workers at once.
  private static final int BATCH = 1 << 20;

  /// Fewer bytes of chunks are over before another thread has woken up.
  private static final long WORTH_THREADS = 1 << 18;

  /// Stands for the threads that help: memory of one thread's arena is filled by that thread alone.
  private static final Thread OTHER_THREAD = Thread.ofPlatform().unstarted(() -> {});

  private final DatasetModel dataset;
  private final Layout.Chunked layout;
  private final ChunkParts parts;
  private final long elementSize;
  private final Fill fill;
  private final MemorySegment target;

  /// @param fill what chunks that are not stored read as
  /// @param target the whole result
  ChunkedReader(DatasetModel dataset, Layout.Chunked layout, Fill fill, MemorySegment target) {
    this.dataset = dataset;
    this.layout = layout;
    this.parts = new ChunkParts(layout.geometry());
    this.elementSize = layout.geometry().elementSize();
    this.fill = fill;
    this.target = target;
  }

  /// Reads all elements of a selection.
  void read(ResolvedSelection selection) {
    if (layout.index() instanceof UnallocatedChunkIndex) {
      fill.fill(target);
      return;
    }
    switch (selection) {
      case GridSelection grid -> readGrid(grid);
      case RunSelection runs -> parts.forEach(runs, this::readChunk);
    }
  }

  private void readGrid(GridSelection selection) {
    ChunkParts.Grid grid = parts.of(selection);
    int batch = isWorthThreads(grid.count()) ? BATCH : 1;
    for (long first = 0; first < grid.count(); first += batch) {
      long start = first;
      Workers.run(
          (int) Math.min(batch, grid.count() - first), i -> readChunk(grid.part(start + i)));
    }
  }

  private boolean isWorthThreads(long chunks) {
    return Saturated.multiply(chunks, layout.geometry().chunkBytes()) >= WORTH_THREADS
        && target.isAccessibleBy(OTHER_THREAD);
  }

  private void readChunk(ChunkPart part) {
    Optional<ChunkRecord> stored = layout.find(part.scaled());
    if (stored.isEmpty()) {
      part.runs().forEachRun((_, result, length) -> fill.fill(result(result, length)));
      return;
    }
    ChunkRecord chunk = stored.get();
    try {
      if (layout.isPlain(chunk)) {
        requireSize(chunk);
        RunReader reader =
            new RunReader(
                (offset, bytes) ->
                    dataset.file().reader().readRaw(chunk.address() + offset, bytes, STRUCTURE),
                elementSize,
                target);
        part.runs().forEachRun(reader);
        reader.flush();
      } else {
        DecodingRoom.with(
            Saturated.add(chunk.storedSize(), layout.geometry().chunkBytes()),
            // A chunk that is taken whole is not worth keeping.
            () -> copy(decoded(chunk, !part.whole()), part.runs()));
      }
    } catch (Hdf5Exception e) {
      throw e.inStructure(STRUCTURE + " " + Arrays.toString(layout.offset(chunk)), chunk.address());
    }
  }

  private void copy(MemorySegment chunk, ChunkPart.RunSource runs) {
    runs.forEachRun((from, result, length) ->
        MemorySegment.copy(
            chunk, from * elementSize, target, result * elementSize, length * elementSize));
  }

  private MemorySegment result(long element, long count) {
    return target.asSlice(element * elementSize, count * elementSize);
  }

  private void requireSize(ChunkRecord chunk) {
    if (chunk.storedSize() != layout.geometry().chunkBytes()) {
      throw new MalformedFileException(
          STRUCTURE,
          chunk.address(),
          "stored size of an unfiltered chunk",
          chunk.storedSize() + " bytes",
          layout.geometry().chunkBytes() + " bytes");
    }
  }

  /// The elements of a chunk, which must not be written to.
  ///
  /// @param keep whether they may be asked for again soon
  MemorySegment elements(ChunkRecord chunk, boolean keep) {
    if (layout.isPlain(chunk)) {
      requireSize(chunk);
      return stored(chunk);
    }
    return decoded(chunk, keep);
  }

  private MemorySegment decoded(ChunkRecord chunk, boolean keep) {
    ChunkCache cache = dataset.file().chunks();
    ChunkCache.Key key = new ChunkCache.Key(dataset.address(), chunk.address());
    Optional<MemorySegment> known = cache.find(key);
    if (known.isPresent() && known.get().byteSize() == layout.geometry().chunkBytes()) {
      return known.get();
    }
    long limit = dataset.file().settings().limits().decodedChunk();
    MemorySegment elements =
        layout
            .pipeline()
            .decode(
                stored(chunk), layout.skippedFilters(chunk), layout.geometry().chunkBytes(), limit);
    if (keep) {
      cache.keep(key, elements);
    }
    return elements;
  }

  /// A chunk's bytes as stored.
  MemorySegment stored(ChunkRecord chunk) {
    long size = chunk.storedSize();
    if (size > dataset.file().reader().available(chunk.address())) {
      throw new MalformedFileException(
          STRUCTURE, chunk.address(), "stored size", size + " bytes", "what the file has room for");
    }
    long limit = dataset.file().settings().limits().decodedChunk();
    if (size > Saturated.add(limit, limit / 2)) {
      throw new LimitExceededException(
          STRUCTURE, chunk.address(), "stored size", size + " bytes", "at most " + limit);
    }
    MemorySegment bytes = Memory.allocate(size, STRUCTURE, chunk.address());
    dataset.file().reader().readRaw(chunk.address(), bytes, STRUCTURE);
    return bytes;
  }
}
