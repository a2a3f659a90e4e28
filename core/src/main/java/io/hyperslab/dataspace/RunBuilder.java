package io.hyperslab.dataspace;

import io.hyperslab.error.LimitExceededException;
import java.util.Arrays;

/// Collects the runs of a [RunSelection] in the order of its result; a run that continues the one
/// before is merged with it. Not thread-safe.
public final class RunBuilder {
  /// Enough for any selection that was ever met, few enough for 16 bytes each in one array.
  private static final int MAX_RUNS = 1 << 27;

  /// A heap must be this many times larger than the runs that one selection may fill it with.
  private static final long HEAP_BYTES_PER_RUN = 64;

  private final long[] shape;
  private final long[] weights;
  private final long rowLength;
  private final int maxRuns;
  private long[] starts = new long[16];
  private long[] ordinals = new long[17];
  private int count;

  /// A builder for the elements of `shape`.
  ///
  /// @throws IllegalArgumentException for more than 32 axes or a negative extent
  /// @throws LimitExceededException when the shape has more elements than a `long` can count
  public RunBuilder(long... shape) {
    this(shape, (int) Math.min(MAX_RUNS, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_RUN));
  }

  RunBuilder(long[] shape, int maxRuns) {
    boolean empty = Extents.elementCount(shape) == 0;
    this.shape = shape.clone();
    this.maxRuns = maxRuns;
    weights = new long[shape.length];
    long weight = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      weights[axis] = weight;
      weight *= empty ? 1 : shape[axis];
    }
    rowLength = shape.length == 0 ? 1 : shape[shape.length - 1];
  }

  /// Adds `length` elements that follow each other along the last axis, the first of them at
  /// `coordinates`.
  ///
  /// @throws IndexOutOfBoundsException when one of them lies outside of the shape
  /// @throws LimitExceededException when there are more runs than memory allows
  public RunBuilder add(long[] coordinates, long length) {
    Extents.requireRank("the run", coordinates.length, shape);
    long start = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (coordinates[axis] < 0 || coordinates[axis] >= shape[axis]) {
        throw Extents.outOfBounds(coordinates[axis], axis, shape[axis]);
      }
      start += coordinates[axis] * weights[axis];
    }
    long room = shape.length == 0 ? 1 : rowLength - coordinates[shape.length - 1];
    if (length < 0 || length > room) {
      throw new IndexOutOfBoundsException(
          "a run of " + length + " elements, where the row has " + room + " left");
    }
    if (length > 0) {
      add(start, length);
    }
    return this;
  }

  /// The runs so far. The builder can be used on.
  public RunSelection build() {
    return new RunSelection(
        shape, weights, Arrays.copyOf(starts, count), Arrays.copyOf(ordinals, count + 1));
  }

  /// Adds a run by the C-order offset of its first element, which must not leave its row.
  void add(long start, long length) {
    long total = ordinals[count];
    if (total + length < 0) {
      throw new LimitExceededException(
          null, -1, "number of selected elements", "more", "at most " + Long.MAX_VALUE);
    }
    boolean continues = count > 0 && start == end(count - 1) && start % rowLength != 0;
    if (!continues) {
      grow();
      starts[count++] = start;
    }
    ordinals[count] = total + length;
  }

  /// Refuses at once what would end in too many runs.
  ///
  /// @param rows how many rows there are in which a run will be added
  void requireRoomFor(long rows) {
    if (rows > maxRuns) {
      throw new LimitExceededException(
          null,
          -1,
          "number of runs of a selection",
          Long.toString(rows) + " or more",
          "at most " + maxRuns);
    }
  }

  /// The set of the elements so far in C order, each of them once.
  RunSelection buildSet() {
    RunBuilder set = new RunBuilder(shape, maxRuns);
    int[] order = IndexSort.order(starts, count);
    long reached = 0;
    for (int run : order) {
      long from = Math.max(starts[run], reached);
      if (from < end(run)) {
        set.add(from, end(run) - from);
        reached = end(run);
      }
    }
    return set.build();
  }

  private long end(int run) {
    return starts[run] + ordinals[run + 1] - ordinals[run];
  }

  private void grow() {
    requireRoomFor(count + 1L);
    if (count == starts.length) {
      int capacity = (int) Math.min(maxRuns, count + (count >> 1) + 16L);
      starts = Arrays.copyOf(starts, capacity);
      ordinals = Arrays.copyOf(ordinals, capacity + 1);
    }
  }
}
