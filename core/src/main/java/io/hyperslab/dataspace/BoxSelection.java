package io.hyperslab.dataspace;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The union of boxes, each given by its first and last corner: what the format calls an irregular
/// hyperslab. Immutable and thread-safe.
public final class BoxSelection implements Selection {
  private final int rank;
  private final long[] corners;

  /// The smallest index of each axis, then the largest of each; all 0 and all -1 without boxes.
  private final long[] bounds;

  /// The same elements as a regular hyperslab, if they are one.
  private final @Nullable Hyperslab regular;

  /// What was resolved last, while memory allows: resolving takes time for every row of every box.
  private volatile SoftReference<RunSelection> resolved = new SoftReference<>(null);

  BoxSelection(int rank, long[] corners) {
    if (rank < 1 || rank > Extents.MAX_RANK || corners.length % (2 * rank) != 0) {
      throw new IllegalArgumentException(corners.length + " corners of boxes of " + rank + " axes");
    }
    this.rank = rank;
    this.corners = corners.clone();
    bounds = new long[2 * rank];
    Arrays.fill(bounds, 0, rank, corners.length == 0 ? 0 : Long.MAX_VALUE);
    Arrays.fill(bounds, rank, 2 * rank, -1);
    for (int box = 0; box < corners.length; box += 2 * rank) {
      for (int axis = 0; axis < rank; axis++) {
        long first = first(box, axis);
        long last = last(box, axis);
        if (first < 0 || last < first || last == Long.MAX_VALUE) {
          throw new IllegalArgumentException(
              "box "
                  + box / (2 * rank)
                  + " goes from "
                  + first
                  + " to "
                  + last
                  + " along axis "
                  + axis);
        }
        bounds[axis] = Math.min(bounds[axis], first);
        bounds[rank + axis] = Math.max(bounds[rank + axis], last);
      }
    }
    regular = RegularBoxes.hyperslab(rank, this.corners);
  }

  private long first(int box, int axis) {
    return corners[box + axis];
  }

  private long last(int box, int axis) {
    return corners[box + rank + axis];
  }

  /// The number of axes.
  public int rank() {
    return rank;
  }

  /// A copy of the corners: for each box its first index along every axis, then its last,
  /// inclusive.
  public long[] corners() {
    return corners.clone();
  }

  /// The hyperslab that has the same elements, if the boxes are those of one, in C order. Files of
  /// older versions store regular hyperslabs box by box.
  public Optional<Hyperslab> asHyperslab() {
    return Optional.ofNullable(regular);
  }

  /// How many rows the boxes have, each counted for itself: [#resolve(long[])] makes at most as
  /// many runs, and takes as long. `Long.MAX_VALUE` stands for any number that is larger.
  public long rowCount() {
    long sum = 0;
    for (int box = 0; box < corners.length; box += 2 * rank) {
      long rows = 1;
      for (int axis = 0; axis < rank - 1; axis++) {
        long length = last(box, axis) - first(box, axis) + 1;
        rows = rows > Long.MAX_VALUE / length ? Long.MAX_VALUE : rows * length;
      }
      sum = sum > Long.MAX_VALUE - rows ? Long.MAX_VALUE : sum + rows;
    }
    return sum;
  }

  @Override
  public Optional<long[]> leastShape() {
    long[] least = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      least[axis] = bounds[rank + axis] + 1;
    }
    return Optional.of(least);
  }

  /// Exact: looks at the boxes one by one, unless a rule or their bounds tell.
  @Override
  public boolean mayReach(long[] low, long[] high) {
    if (regular != null) {
      return regular.mayReach(low, high);
    }
    if (!meets(bounds, 0, low, high)) {
      return false;
    }
    for (int box = 0; box < corners.length; box += 2 * rank) {
      if (meets(corners, box, low, high)) {
        return true;
      }
    }
    return false;
  }

  private boolean meets(long[] boxes, int box, long[] low, long[] high) {
    for (int axis = 0; axis < rank; axis++) {
      if (boxes[box + axis] > high[axis] || boxes[box + rank + axis] < low[axis]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public RunSelection resolve(long[] shape) {
    Extents.requireRank("a box", rank, shape);
    RunSelection known = resolved.get();
    if (known != null && Arrays.equals(known.shape(), shape)) {
      return known;
    }
    RunSelection found = resolveAnew(shape);
    resolved = new SoftReference<>(found);
    return found;
  }

  private RunSelection resolveAnew(long[] shape) {
    RunBuilder runs = new RunBuilder(shape);
    for (int axis = 0; axis < rank; axis++) {
      if (bounds[rank + axis] >= shape[axis]) {
        throw Extents.outOfBounds(bounds[rank + axis], axis, shape[axis]);
      }
    }
    long[] at = new long[rank];
    for (int box = 0; box < corners.length; box += 2 * rank) {
      addRows(box, at, runs);
    }
    return runs.buildSet();
  }

  private void addRows(int box, long[] at, RunBuilder runs) {
    System.arraycopy(corners, box, at, 0, rank);
    int last = rank - 1;
    long[] rows = new long[last];
    for (int axis = 0; axis < last; axis++) {
      rows[axis] = corners[box + rank + axis] - at[axis] + 1;
    }
    runs.requireRoomFor(Extents.product(rows, "rows of a box"));
    long length = corners[box + rank + last] - at[last] + 1;
    int axis;
    do {
      runs.add(at, length);
      axis = last - 1;
      while (axis >= 0 && at[axis] == corners[box + rank + axis]) {
        at[axis] = corners[box + axis];
        axis--;
      }
      if (axis >= 0) {
        at[axis]++;
      }
    } while (axis >= 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BoxSelection that
        && rank == that.rank
        && Arrays.equals(corners, that.corners);
  }

  @Override
  public int hashCode() {
    return 31 * rank + Arrays.hashCode(corners);
  }

  @Override
  public String toString() {
    return "union of " + corners.length / (2 * rank) + " boxes";
  }
}
