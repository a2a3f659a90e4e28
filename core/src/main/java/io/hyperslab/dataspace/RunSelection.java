package io.hyperslab.dataspace;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Elements as a sequence of runs, in the order of the result, whose shape has one axis. A *run* is
/// a number of elements that follow each other along the last axis of the shape.
///
/// Points, masks, unions and lists of blocks resolve to this. Sixteen bytes are kept for each run.
public final class RunSelection implements ResolvedSelection {
  private final long[] shape;
  private final long[] weights;

  /// C-order offset of each run's first element within the shape.
  private final long[] starts;

  /// Ordinal of each run's first element, and the number of elements at the end.
  private final long[] ordinals;

  /// Whether the elements ascend in C order, without repetition.
  private final boolean ascending;

  private final long longest;

  /// Runs by ascending start, once a lookup in runs of another order has needed it.
  private volatile int @Nullable [] order;

  /// The smallest index of each axis, then the largest of each, once one was asked for.
  private volatile long @Nullable [] bounds;

  /// Keeps the arrays.
  RunSelection(long[] shape, long[] weights, long[] starts, long[] ordinals) {
    this.shape = shape;
    this.weights = weights;
    this.starts = starts;
    this.ordinals = ordinals;
    boolean inOrder = true;
    long longestRun = 0;
    for (int run = 0; run < starts.length; run++) {
      inOrder &= run == 0 || starts[run] >= starts[run - 1] + length(run - 1);
      longestRun = Math.max(longestRun, length(run));
    }
    ascending = inOrder;
    longest = longestRun;
  }

  /// The number of runs.
  public int runCount() {
    return starts.length;
  }

  /// The index along `axis` of the run's first element.
  public long coordinate(int run, int axis) {
    return starts[run] / weights[axis] % shape[axis];
  }

  /// Writes the coordinates of the run's first element to `out`.
  public void coordinates(int run, long[] out) {
    decompose(starts[run], out);
  }

  /// The number of elements of the run, 1 or more.
  public long length(int run) {
    return ordinals[run + 1] - ordinals[run];
  }

  /// The ordinal of the run's first element.
  public long ordinal(int run) {
    return ordinals[run];
  }

  /// Whether the elements ascend in C order, each of them once.
  public boolean isAscending() {
    return ascending;
  }

  /// The runs in an order in which those that begin in the same chunk adjoin, chunks in C order,
  /// and otherwise in the order of the result. A run may reach into the chunks that follow along
  /// the last axis.
  ///
  /// @param chunkShape the extents of a chunk, each 1 or more
  /// @throws IllegalArgumentException when the rank differs
  public int[] runsByChunk(long[] chunkShape) {
    Extents.requireRank("the chunk", chunkShape.length, shape);
    long[] chunks = new long[starts.length];
    for (int run = 0; run < starts.length; run++) {
      long chunk = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        long chunksAlong = (shape[axis] - 1) / chunkShape[axis] + 1;
        chunk = chunk * chunksAlong + coordinate(run, axis) / chunkShape[axis];
      }
      chunks[run] = chunk;
    }
    return IndexSort.order(chunks, chunks.length);
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public int rank() {
    return shape.length;
  }

  @Override
  public long[] resultShape() {
    return new long[] {elementCount()};
  }

  @Override
  public long elementCount() {
    return ordinals[starts.length];
  }

  @Override
  public boolean isAll() {
    return ascending && elementCount() == Extents.elementCount(shape);
  }

  /// The first call of this or [#high()] looks at every run.
  @Override
  public long[] low() {
    return Arrays.copyOf(bounds(), shape.length);
  }

  /// The first call of this or [#low()] looks at every run.
  @Override
  public long[] high() {
    return Arrays.copyOfRange(bounds(), shape.length, 2 * shape.length);
  }

  private long[] bounds() {
    long[] known = bounds;
    if (known == null) {
      known = findBounds();
      bounds = known;
    }
    return known;
  }

  private long[] findBounds() {
    int rank = shape.length;
    long[] found = new long[2 * rank];
    Arrays.fill(found, 0, rank, starts.length == 0 ? 0 : Long.MAX_VALUE);
    Arrays.fill(found, rank, 2 * rank, -1);
    long[] at = new long[rank];
    for (int run = 0; run < starts.length; run++) {
      decompose(starts[run], at);
      for (int axis = 0; axis < rank; axis++) {
        long reach = axis == rank - 1 ? length(run) - 1 : 0;
        found[axis] = Math.min(found[axis], at[axis]);
        found[rank + axis] = Math.max(found[rank + axis], at[axis] + reach);
      }
    }
    return found;
  }

  /// Looks up the runs that may have an element inside of a box: those that begin between its
  /// corners in C order, or so shortly before that they may reach in. By ascending start; some of
  /// them may miss the box.
  ///
  /// @param low the box's first index of each axis; inside of the shape
  /// @param high the box's last index of each axis, inclusive; inside of the shape
  public void forEachRunNear(long[] low, long[] high, IntConsumer visitor) {
    long first = offset(low);
    long last = offset(high);
    if (starts.length == 0 || first < 0 || last < first) {
      return;
    }
    int end = startsUpTo(last);
    for (int k = startsUpTo(first - longest); k < end; k++) {
      visitor.accept(sorted(k));
    }
  }

  /// Takes time that grows with the logarithm of the number of runs; unless [#isAscending()], also
  /// with the number of runs that overlap there, and the first lookup sorts the runs.
  @Override
  public long ordinalOf(long[] coordinates) {
    long offset = offset(coordinates);
    return offset < 0 ? -1 : ordinalAt(offset);
  }

  private long ordinalAt(long offset) {
    long ordinal = Long.MAX_VALUE;
    for (int k = startsUpTo(offset) - 1; k >= 0; k--) {
      int run = sorted(k);
      long within = offset - starts[run];
      if (within < length(run)) {
        ordinal = Math.min(ordinal, ordinals[run] + within);
      }
      if (ascending || within >= longest) {
        break;
      }
    }
    return ordinal == Long.MAX_VALUE ? -1 : ordinal;
  }

  @Override
  public void coordinatesOf(long ordinal, long[] out) {
    int run = runOf(ordinal);
    decompose(starts[run] + ordinal - ordinals[run], out);
  }

  @Override
  public long contiguousFrom(long ordinal) {
    return ordinals[runOf(ordinal) + 1] - ordinal;
  }

  @Override
  public long absentFrom(long[] coordinates) {
    if (ordinalOf(coordinates) >= 0) {
      return 0;
    }
    long offset = offset(coordinates);
    int next = startsUpTo(offset);
    if (offset < 0 || next == starts.length || shape.length == 0) {
      return Long.MAX_VALUE;
    }
    long gap = starts[sorted(next)] - offset;
    int last = shape.length - 1;
    return gap < shape[last] - coordinates[last] ? gap : Long.MAX_VALUE;
  }

  /// How many elements of the shape, from one on in C order, are not selected: 0 when that one is,
  /// `Long.MAX_VALUE` when no selected one follows.
  ///
  /// @param offset the C-order number of the first of them within the shape
  public long absentFrom(long offset) {
    if (ordinalAt(offset) >= 0) {
      return 0;
    }
    int next = startsUpTo(offset);
    return next == starts.length ? Long.MAX_VALUE : starts[sorted(next)] - offset;
  }

  /// The C-order offset of an element; -1 when it lies outside of the shape.
  private long offset(long[] coordinates) {
    long offset = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (coordinates[axis] < 0 || coordinates[axis] >= shape[axis]) {
        return -1;
      }
      offset += coordinates[axis] * weights[axis];
    }
    return offset;
  }

  private void decompose(long offset, long[] out) {
    long rest = offset;
    for (int axis = 0; axis < shape.length; axis++) {
      out[axis] = rest / weights[axis];
      rest %= weights[axis];
    }
  }

  private int runOf(long ordinal) {
    Objects.checkIndex(ordinal, elementCount());
    int found = Arrays.binarySearch(ordinals, ordinal);
    return found >= 0 ? found : -found - 2;
  }

  /// How many runs start at `offset` or before.
  private int startsUpTo(long offset) {
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[sorted(middle)] <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The run that is k-th by its start.
  private int sorted(int k) {
    if (ascending) {
      return k;
    }
    int[] known = order;
    if (known == null) {
      known = IndexSort.order(starts, starts.length);
      order = known;
    }
    return known[k];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunSelection that
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(starts, that.starts)
        && Arrays.equals(ordinals, that.ordinals);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(shape) + Arrays.hashCode(starts)) + Arrays.hashCode(ordinals);
  }

  @Override
  public String toString() {
    return elementCount() + " elements in " + starts.length + " runs of " + Arrays.toString(shape);
  }
}
