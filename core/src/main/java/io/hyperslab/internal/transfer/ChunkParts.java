package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.IndexRange;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.RunSelection;
import io.hyperslab.internal.index.ChunkGeometry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Takes a selection of a chunked dataset apart, chunk by chunk.
final class ChunkParts {
  private final ChunkGeometry geometry;
  private final long[] chunkShape;

  ChunkParts(ChunkGeometry geometry) {
    this.geometry = geometry;
    this.chunkShape = geometry.chunkDims();
  }

  /// The elements of a chunk that lie inside the dataset.
  long capacity(long[] scaled) {
    long capacity = 1;
    for (int axis = 0; axis < scaled.length; axis++) {
      long begin = scaled[axis] * chunkShape[axis];
      capacity *= Math.min(chunkShape[axis], geometry.dims()[axis] - begin);
    }
    return capacity;
  }

  /// Visits the parts of a selection that is to be written, each chunk once. A part counts as whole
  /// only if no element can be selected twice: their number would not tell whether all are.
  void forEachToWrite(ResolvedSelection selection, Consumer<ChunkPart> visitor) {
    switch (selection) {
      case GridSelection selected -> {
        boolean once = takesEachOnce(selected);
        Grid grid = of(selected);
        for (long number = 0; number < grid.count(); number++) {
          ChunkPart part = grid.part(number);
          visitor.accept(once ? part : new ChunkPart(part.scaled(), part.runs(), false));
        }
      }
      case RunSelection runs ->
          forEach(runs, part -> visitor.accept(new ChunkPart(part.scaled(), part.runs(), false)));
    }
  }

  private static boolean takesEachOnce(GridSelection grid) {
    for (int axis = 0; axis < grid.rank(); axis++) {
      if (!(grid.axis(axis) instanceof IndexRange)) {
        return false;
      }
    }
    return true;
  }

  /// The parts of a grid, each of which can be had by its number.
  Grid of(GridSelection grid) {
    return new Grid(grid);
  }

  /// Parts by number, from any thread.
  final class Grid {
    private final GridSelection grid;
    private final AxisChunks[] axes;
    private final long count;

    private Grid(GridSelection grid) {
      this.grid = grid;
      this.axes = new AxisChunks[grid.rank()];
      long chunks = 1;
      for (int axis = 0; axis < axes.length; axis++) {
        axes[axis] = AxisChunks.of(grid.axis(axis), chunkShape[axis]);
        chunks *= axes[axis].count();
      }
      this.count = chunks;
    }

    /// How many chunks are touched.
    long count() {
      return count;
    }

    /// The number, among all chunks of the dataset, of the chunk that a part is in.
    ///
    /// @param weights chunks that one step along each axis passes
    long chunkNumber(long number, long[] weights) {
      long rest = number;
      long chunk = 0;
      for (int axis = axes.length - 1; axis >= 0; axis--) {
        chunk += axes[axis].chunk(rest % axes[axis].count()) * weights[axis];
        rest /= axes[axis].count();
      }
      return chunk;
    }

    /// The part in one of them.
    ChunkPart part(long number) {
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
      return new ChunkPart(scaled, box::forEachRun, elements >= capacity(scaled));
    }
  }

  /// A part of a run that lies in one chunk.
  ///
  /// @param stored its first element, by number in the chunk
  /// @param result the same, by number in the selection
  private record Piece(long stored, long result, long length) {}

  /// Visits the parts of runs, chunk by chunk in C order, each chunk once. Within a chunk they have
  /// the order of the selection.
  void forEach(RunSelection runs, Consumer<ChunkPart> visitor) {
    new RunParts(runs, visitor).visitAll();
  }

  /// Cuts runs where they go on into the next chunk. Runs come in the order of the chunks that they
  /// begin in, so that what waits for later chunks is never more than reaches beyond the present
  /// one, along the last axis.
  private final class RunParts {
    private final RunSelection runs;
    private final Consumer<ChunkPart> visitor;
    private final long[] weights = Runs.weights(chunkShape);
    private final int last = chunkShape.length - 1;

    /// The chunk that runs begin in now.
    private final long[] scaled = new long[chunkShape.length];

    /// Pieces by the index, along the last axis, of the chunk they are of.
    private final TreeMap<Long, List<Piece>> waiting = new TreeMap<>();

    private List<Piece> pieces = new ArrayList<>();

    RunParts(RunSelection runs, Consumer<ChunkPart> visitor) {
      this.runs = runs;
      this.visitor = visitor;
    }

    void visitAll() {
      long[] at = new long[chunkShape.length];
      for (int run : runs.runsByChunk(chunkShape)) {
        runs.coordinates(run, at);
        moveTo(at);
        cut(at, runs.ordinal(run), runs.length(run));
      }
      visitUntil(Long.MAX_VALUE);
    }

    private void moveTo(long[] at) {
      boolean sameRow = true;
      for (int axis = 0; axis < last; axis++) {
        sameRow &= at[axis] / chunkShape[axis] == scaled[axis];
      }
      long chunk = at[last] / chunkShape[last];
      if (sameRow && chunk == scaled[last]) {
        return;
      }
      visitUntil(sameRow ? chunk : Long.MAX_VALUE);
      for (int axis = 0; axis <= last; axis++) {
        scaled[axis] = at[axis] / chunkShape[axis];
      }
      List<Piece> early = waiting.remove(chunk);
      pieces = early == null ? new ArrayList<>() : early;
    }

    private void cut(long[] at, long ordinal, long length) {
      long stored = 0;
      for (int axis = 0; axis <= last; axis++) {
        stored += at[axis] % chunkShape[axis] * weights[axis];
      }
      long inside = Math.min(length, chunkShape[last] - at[last] % chunkShape[last]);
      pieces.add(new Piece(stored, ordinal, inside));
      long rowStart = stored - at[last] % chunkShape[last];
      long chunk = scaled[last];
      for (long done = inside; done < length; done += chunkShape[last]) {
        chunk++;
        waiting
            .computeIfAbsent(chunk, _ -> new ArrayList<>())
            .add(new Piece(rowStart, ordinal + done, Math.min(length - done, chunkShape[last])));
      }
    }

    /// Visits the present chunk, and those of its row that wait and come before one.
    private void visitUntil(long chunk) {
      visit();
      while (!waiting.isEmpty() && waiting.firstKey() < chunk) {
        scaled[last] = waiting.firstKey();
        pieces = waiting.pollFirstEntry().getValue();
        visit();
      }
    }

    private void visit() {
      if (pieces.isEmpty()) {
        return;
      }
      List<Piece> visited = pieces;
      pieces = List.of();
      visited.sort(Comparator.comparingLong(Piece::result));
      long elements = 0;
      for (Piece piece : visited) {
        elements += piece.length();
      }
      visitor.accept(
          new ChunkPart(
              scaled.clone(),
              runs -> visited.forEach(p -> runs.run(p.stored(), p.result(), p.length())),
              elements >= capacity(scaled)));
    }
  }
}
