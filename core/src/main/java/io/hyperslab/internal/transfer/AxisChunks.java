package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.AxisIndices;
import io.hyperslab.dataspace.IndexRange;
import io.hyperslab.error.LimitExceededException;
import java.util.Arrays;

/// The chunks that a selection touches along one axis, numbered from 0 in the order of the walk,
/// and which steps of the walk lie in each.
///
/// A range may touch any number of chunks, so its chunks are computed when asked for.
sealed interface AxisChunks {
  /// How many chunks are touched.
  long count();

  /// The chunk's place along the axis, in units of chunks.
  long chunk(long number);

  /// The first step of the walk that lies in it.
  long from(long number);

  /// The step after the last that lies in it.
  long to(long number);

  /// The chunks of `chunkSize` elements that an axis touches.
  static AxisChunks of(AxisIndices axis, long chunkSize) {
    if (axis instanceof IndexRange range && range.count() > 0) {
      return Math.abs(range.step()) <= chunkSize
          ? new Adjoining(range, chunkSize)
          : new Scattered(range, chunkSize);
    }
    return Listed.of(axis, chunkSize);
  }

  /// Of a range that leaves out no chunk between its ends.
  record Adjoining(IndexRange range, long chunkSize) implements AxisChunks {
    @Override
    public long count() {
      return range.high() / chunkSize - range.low() / chunkSize + 1;
    }

    @Override
    public long chunk(long number) {
      return range.isDescending()
          ? range.high() / chunkSize - number
          : range.low() / chunkSize + number;
    }

    private AxisIndices.Span span(long number) {
      long first = chunk(number) * chunkSize;
      return range.within(first, first + (chunkSize - 1));
    }

    @Override
    public long from(long number) {
      return span(number).from();
    }

    @Override
    public long to(long number) {
      return span(number).to();
    }
  }

  /// Of a range that has at most one index in each chunk.
  record Scattered(IndexRange range, long chunkSize) implements AxisChunks {
    @Override
    public long count() {
      return range.count();
    }

    @Override
    public long chunk(long number) {
      return range.at(number) / chunkSize;
    }

    @Override
    public long from(long number) {
      return number;
    }

    @Override
    public long to(long number) {
      return number + 1;
    }
  }

  /// Of any other axis: found by walking it once.
  ///
  /// @param chunks their places
  /// @param steps where the steps that lie in each begin; one more at the end
  record Listed(long[] chunks, long[] steps) implements AxisChunks {
    private static final int MOST = 1 << 24;

    static Listed of(AxisIndices axis, long chunkSize) {
      int count = 0;
      long[] chunks = new long[8];
      long[] steps = new long[9];
      long step = 0;
      while (step < axis.count()) {
        if (count == MOST) {
          throw new LimitExceededException(
              "selection",
              -1,
              "chunks touched along an axis",
              "more than " + MOST,
              "at most " + MOST);
        }
        if (count == chunks.length) {
          chunks = Arrays.copyOf(chunks, 2 * count);
          steps = Arrays.copyOf(steps, 2 * count + 1);
        }
        chunks[count] = axis.walkIndex(step) / chunkSize;
        step = axis.walkEnd(step, chunkSize);
        steps[++count] = step;
      }
      return new Listed(Arrays.copyOf(chunks, count), Arrays.copyOf(steps, count + 1));
    }

    @Override
    public long count() {
      return chunks.length;
    }

    @Override
    public long chunk(long number) {
      return chunks[(int) number];
    }

    @Override
    public long from(long number) {
      return steps[(int) number];
    }

    @Override
    public long to(long number) {
      return steps[(int) number + 1];
    }
  }
}
