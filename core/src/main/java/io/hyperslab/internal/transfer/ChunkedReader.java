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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private final long[] chunkShape;
  private final long elementSize;
  private final Fill fill;
  private final MemorySegment target;

  /// @param fill what chunks that are not stored read as
  /// @param target the whole result
  ChunkedReader(DatasetModel dataset, Layout.Chunked layout, Fill fill, MemorySegment target) {
    this.dataset = dataset;
    this.layout = layout;
    this.chunkShape = layout.geometry().chunkDims();
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
      case RunSelection runs -> readRuns(runs);
    }
  }

  private void readGrid(GridSelection grid) {
    AxisChunks[] axes = new AxisChunks[grid.rank()];
    long chunks = 1;
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = AxisChunks.of(grid.axis(axis), chunkShape[axis]);
      chunks *= axes[axis].count();
    }
    int batch = isWorthThreads(chunks) ? BATCH : 1;
    for (long first = 0; first < chunks; first += batch) {
      long start = first;
      Workers.run((int) Math.min(batch, chunks - first), i -> readGridChunk(grid, axes, start + i));
    }
  }

  private boolean isWorthThreads(long chunks) {
    return Saturated.multiply(chunks, layout.geometry().chunkBytes()) >= WORTH_THREADS
        && target.isAccessibleBy(OTHER_THREAD);
  }

  private void readGridChunk(GridSelection grid, AxisChunks[] axes, long number) {
    int rank = axes.length;
    long[] scaled = new long[rank];
    long[] from = new long[rank];
    long[] to = new long[rank];
    long[] origin = new long[rank];
    long rest = number;
    long elements = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      long at = rest % axes[axis].count();
      rest /= axes[axis].count();
      scaled[axis] = axes[axis].chunk(at);
      from[axis] = axes[axis].from(at);
      to[axis] = axes[axis].to(at);
      origin[axis] = scaled[axis] * chunkShape[axis];
      elements *= to[axis] - from[axis];
    }
    Runs.Box box = new Runs.Box(grid, from, to, origin, chunkShape);
    readChunk(scaled, box::forEachRun, elements >= capacity(scaled));
  }

  /// Something that visits the runs of one chunk.
  private interface RunSource {
    void forEachRun(RunVisitor visitor);
  }

  /// @param whole whether the selection takes all of the chunk, so that it is not worth keeping
  private void readChunk(long[] scaled, RunSource runs, boolean whole) {
    Optional<ChunkRecord> stored = layout.find(scaled);
    if (stored.isEmpty()) {
      runs.forEachRun((_, result, length) -> fill.fill(result(result, length)));
      return;
    }
    ChunkRecord chunk = stored.get();
    try {
      if (layout.isPlain(chunk)) {
        requireSize(chunk);
        RunReader reader =
            new RunReader(
                (offset, part) ->
                    dataset.file().reader().readRaw(chunk.address() + offset, part, STRUCTURE),
                elementSize,
                target);
        runs.forEachRun(reader);
        reader.flush();
      } else {
        DecodingRoom.with(
            Saturated.add(chunk.storedSize(), layout.geometry().chunkBytes()),
            () -> copy(decoded(chunk, !whole), runs));
      }
    } catch (Hdf5Exception e) {
      throw e.inStructure(STRUCTURE + " " + Arrays.toString(layout.offset(chunk)), chunk.address());
    }
  }

  private void copy(MemorySegment chunk, RunSource runs) {
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

  /// A part of a run that lies in one chunk.
  private record Piece(long stored, long result, long length) {}

  /// Reads runs, chunk by chunk; a run that goes on into the next chunk is cut there.
  private void readRuns(RunSelection runs) {
    long[] weights = Runs.weights(chunkShape);
    int last = chunkShape.length - 1;
    long[] at = new long[chunkShape.length];
    long[] scaled = new long[chunkShape.length];
    List<Piece> pieces = new ArrayList<>();
    for (int run : runs.runsByChunk(chunkShape)) {
      runs.coordinates(run, at);
      long result = runs.ordinal(run);
      long left = runs.length(run);
      while (left > 0) {
        boolean sameChunk = true;
        long stored = 0;
        for (int axis = 0; axis <= last; axis++) {
          long chunk = at[axis] / chunkShape[axis];
          sameChunk &= chunk == scaled[axis];
          stored += (at[axis] - chunk * chunkShape[axis]) * weights[axis];
        }
        if (!sameChunk) {
          readPieces(scaled, pieces);
          for (int axis = 0; axis <= last; axis++) {
            scaled[axis] = at[axis] / chunkShape[axis];
          }
        }
        long length = Math.min(left, chunkShape[last] - at[last] % chunkShape[last]);
        pieces.add(new Piece(stored, result, length));
        at[last] += length;
        result += length;
        left -= length;
      }
    }
    readPieces(scaled, pieces);
  }

  private void readPieces(long[] scaled, List<Piece> pieces) {
    if (!pieces.isEmpty()) {
      long elements = 0;
      for (Piece piece : pieces) {
        elements += piece.length();
      }
      readChunk(
          scaled,
          visitor -> pieces.forEach(p -> visitor.run(p.stored(), p.result(), p.length())),
          elements >= capacity(scaled));
      pieces.clear();
    }
  }

  /// The elements of a chunk that lie inside the dataset.
  private long capacity(long[] scaled) {
    long capacity = 1;
    for (int axis = 0; axis < scaled.length; axis++) {
      long begin = scaled[axis] * chunkShape[axis];
      capacity *= Math.min(chunkShape[axis], layout.geometry().dims()[axis] - begin);
    }
    return capacity;
  }
}
