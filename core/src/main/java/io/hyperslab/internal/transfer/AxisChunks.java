package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.AxisIndices;
import io.hyperslab.dataspace.IndexRange;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Saturated;
import java.util.Arrays;

/// The chunks that a selection touches along one axis, numbered from 0 in the order of the walk,
/// and which steps of the walk lie in each.
///
/// A range may touch any number of chunks, so its chunks are computed when asked for, unless they
/// are few: each is asked for once for every chunk along the other axes.
sealed interface AxisChunks {
  /// Chunks of a range that are few.
  int FEW = 1 << 10;

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
          ? adjoining(new Adjoining(range, chunkSize))
          : new Scattered(range, chunkSize);
    }
    return Listed.of(axis, chunkSize);
  }

  private static AxisChunks adjoining(Adjoining all) {
    long count = all.count();
    if (count == 1) {
      return new Single(all.chunk(0), all.range().count());
    }
    return count <= FEW ? Listed.of(all, (int) count) : all;
  }

  /// The only one.
  ///
  /// @param steps of the walk, all of which lie in it
  record Single(long chunk, long steps) implements AxisChunks {
    @Override
    public long count() {
      return 1;
    }

    @Override
    public long chunk(long number) {
      return chunk;
    }

    @Override
    public long from(long number) {
      return 0;
    }

    @Override
    public long to(long number) {
      return steps;
    }
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
      return range.within(first, Saturated.add(first, chunkSize - 1));
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

  /// Of any other axis: found by walking it once. Likewise of a range that touches few chunks.
  ///
  /// @param chunks their places
  /// @param steps where the steps that lie in each begin; one more at the end
  record Listed(long[] chunks, long[] steps) implements AxisChunks {
    private static final int MOST = 1 << 24;

    /// @param count of all chunks
    static Listed of(Adjoining all, int count) {
      long[] chunks = new long[count];
      long[] steps = new long[count + 1];
      for (int i = 0; i < count; i++) {
        chunks[i] = all.chunk(i);
        steps[i] = all.from(i);
      }
      steps[count] = all.range().count();
      return new Listed(chunks, steps);
    }

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
