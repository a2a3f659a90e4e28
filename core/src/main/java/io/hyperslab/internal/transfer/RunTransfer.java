package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.internal.layout.ByteRange;
import io.hyperslab.internal.model.Parallelism;
import java.lang.foreign.MemorySegment;

/// Reads the runs of a selection from bytes in one piece: many bytes in parts, by several threads.
///
/// @param parallelism the threads
/// @param source where the elements are
/// @param elementSize bytes of one
/// @param target the whole result
record RunTransfer(
    Parallelism parallelism, ByteRange source, long elementSize, MemorySegment target) {
  /// Bytes of the result that one part is about: a request that passes through a processor's second
  /// cache, and takes much longer than to wake a thread.
  private static final long PART = 1 << 19;

  /// More parts than this are not handed out at once.
  private static final long MOST_PARTS = 1 << 20;

  /// Reads all elements of a selection.
  void read(ResolvedSelection selection) {
    if (selection instanceof GridSelection grid
        && target.byteSize() >= 2 * PART
        && Workers.canReach(target)) {
      readParts(grid);
    } else {
      RunReader reader = new RunReader(source, elementSize, target);
      Runs.forEach(selection, reader);
      reader.flush();
    }
  }

  private void readParts(GridSelection grid) {
    long[] counts = new long[grid.rank()];
    for (int axis = 0; axis < counts.length; axis++) {
      counts[axis] = grid.axis(axis).count();
    }
    long part = Math.max(PART, target.byteSize() / MOST_PARTS);
    ShapeBoxes parts = ShapeBoxes.of(counts, Math.max(1, part / elementSize));
    if (parts.count() > MOST_PARTS) {
      readPart(grid, new long[counts.length], counts);
      return;
    }
    Workers.run(
        parallelism,
        (int) parts.count(),
        number -> {
          long[] from = parts.offset(number);
          long[] to = parts.extent(from);
          for (int axis = 0; axis < to.length; axis++) {
            to[axis] += from[axis];
          }
          readPart(grid, from, to);
        });
  }

  /// Reads what lies between some steps along each axis.
  private void readPart(GridSelection grid, long[] from, long[] to) {
    RunReader reader = new RunReader(source, elementSize, target);
    new Runs.Box(grid, from, to, new long[from.length], grid.shape()).forEachRun(reader);
    reader.flush();
  }
}
