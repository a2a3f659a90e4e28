package io.hyperslab.dataspace;

import java.util.Arrays;
import java.util.Optional;

/// The union of boxes, each given by its first and last corner: what the format calls an irregular
/// hyperslab. Immutable and thread-safe.
public final class BoxSelection implements Selection {
  private final int rank;
  private final long[] corners;

  BoxSelection(int rank, long[] corners) {
    if (rank < 1 || rank > Extents.MAX_RANK || corners.length % (2 * rank) != 0) {
      throw new IllegalArgumentException(corners.length + " corners of boxes of " + rank + " axes");
    }
    for (int box = 0; box < corners.length; box += 2 * rank) {
      for (int axis = 0; axis < rank; axis++) {
        long first = corners[box + axis];
        long last = corners[box + rank + axis];
        if (first < 0 || last < first) {
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
      }
    }
    this.rank = rank;
    this.corners = corners.clone();
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

  @Override
  public Optional<long[]> leastShape() {
    long[] least = new long[rank];
    for (int at = rank; at < corners.length; at += 2 * rank) {
      for (int axis = 0; axis < rank; axis++) {
        least[axis] = Math.max(least[axis], corners[at + axis] + 1);
      }
    }
    return Optional.of(least);
  }

  @Override
  public RunSelection resolve(long[] shape) {
    Extents.requireRank("a box", rank, shape);
    RunBuilder runs = new RunBuilder(shape);
    long[] at = new long[rank];
    for (int box = 0; box < corners.length; box += 2 * rank) {
      for (int axis = 0; axis < rank; axis++) {
        if (corners[box + rank + axis] >= shape[axis]) {
          throw Extents.outOfBounds(corners[box + rank + axis], axis, shape[axis]);
        }
      }
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
