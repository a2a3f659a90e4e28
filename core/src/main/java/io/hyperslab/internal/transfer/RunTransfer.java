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
/// @param requestCost how many bytes of the dataset's file are read in the time that a request
///   takes anyway
/// @param elementSize bytes of one
/// @param target the whole result
record RunTransfer(
    Parallelism parallelism,
    ByteRange source,
    long requestCost,
    long elementSize,
    MemorySegment target) {
  /// Bytes of the result that one part is about: a request that passes through a processor's second
  /// cache, and takes much longer than to wake a thread.
  private static final long PART = 1 << 19;

  /// The same where there are many bytes in a row: so many at once are copied to the heap without
  /// what they overwrite being fetched from memory first.
  private static final long LONG_PART = 3L << 20;

  /// Long parts that each thread gets at least; with fewer, some would wait for others.
  private static final long LONG_PARTS = 4;

  /// More parts than this are not handed out at once.
  private static final long MOST_PARTS = 1 << 20;

  /// Reads all elements of a selection.
  void read(ResolvedSelection selection) {
    if (selection instanceof GridSelection grid
        && target.byteSize() >= 2 * PART
        && Workers.canReach(target)) {
      long run = Runs.runLength(grid);
      if (run == grid.elementCount()) {
        readRun(Runs.start(grid));
      } else {
        readParts(grid, partSize(run * elementSize));
      }
    } else {
      RunReader reader = new RunReader(source, requestCost, elementSize, target);
      Runs.forEach(selection, reader);
      reader.flush();
    }
  }

  /// @param adjoining bytes that adjoin where they are stored
  private long partSize(long adjoining) {
    boolean isLong =
        adjoining >= LONG_PART
            && target.byteSize() / LONG_PART >= LONG_PARTS * parallelism.threads();
    long least = parallelism.leastPart(requestCost, target.byteSize());
    return Math.max(Math.max(isLong ? LONG_PART : PART, least), target.byteSize() / MOST_PARTS);
  }

  /// Reads elements that all adjoin; the parts need not keep to rows, or to elements.
  private void readRun(long start) {
    long size = target.byteSize();
    long part = partSize(size);
    Workers.run(
        parallelism,
        (int) Math.ceilDiv(size, part),
        number -> {
          long from = number * part;
          long length = Math.min(part, size - from);
          source.read(start * elementSize + from, target.asSlice(from, length));
        });
  }

  private void readParts(GridSelection grid, long part) {
    long[] counts = new long[grid.rank()];
    for (int axis = 0; axis < counts.length; axis++) {
      counts[axis] = grid.axis(axis).count();
    }
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
    RunReader reader = new RunReader(source, requestCost, elementSize, target);
    new Runs.Box(grid, from, to, new long[from.length], grid.shape()).forEachRun(reader);
    reader.flush();
  }
}
