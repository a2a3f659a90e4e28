package io.hyperslab.dataspace;

import java.util.Arrays;
import java.util.Optional;

/// Single elements in a given order. Immutable and thread-safe.
public final class PointSelection implements Selection {
  private final int rank;
  private final int count;

  /// The coordinates of all points one after the other.
  private final long[] coordinates;

  private PointSelection(int rank, int count, long[] coordinates) {
    this.rank = rank;
    this.count = count;
    this.coordinates = coordinates;
  }

  static PointSelection of(long[][] points) {
    int rank = points.length == 0 ? 0 : points[0].length;
    if (rank > Extents.MAX_RANK || (long) rank * points.length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(points.length + " points of " + rank + " axes");
    }
    long[] coordinates = new long[rank * points.length];
    for (int point = 0; point < points.length; point++) {
      if (points[point].length != rank) {
        throw new IllegalArgumentException(
            "point " + point + " has " + points[point].length + " axes, the first one " + rank);
      }
      System.arraycopy(points[point], 0, coordinates, point * rank, rank);
    }
    return new PointSelection(rank, points.length, coordinates);
  }

  /// The number of axes; 0 when there are no points.
  public int rank() {
    return rank;
  }

  /// The number of points.
  public int count() {
    return count;
  }

  /// A copy of the coordinates of all points, one point after the other.
  public long[] coordinates() {
    return coordinates.clone();
  }

  @Override
  public Optional<long[]> leastShape() {
    long[] least = new long[rank];
    for (int i = 0; i < coordinates.length; i++) {
      int axis = i % rank;
      if (coordinates[i] < 0) {
        return Optional.empty();
      }
      least[axis] = Math.max(least[axis], Extents.after(coordinates[i]));
    }
    return Optional.of(least);
  }

  @Override
  public boolean mayReach(long[] low, long[] high) {
    for (int first = 0; first < coordinates.length; first += rank) {
      boolean inside = true;
      for (int axis = 0; axis < rank; axis++) {
        long index = coordinates[first + axis];
        // What counts from the end may be anywhere.
        inside &= index < 0 || low[axis] <= index && index <= high[axis];
      }
      if (inside) {
        return true;
      }
    }
    return count > 0 && rank == 0;
  }

  @Override
  public RunSelection resolve(long[] shape) {
    RunBuilder runs = new RunBuilder(shape);
    if (count > 0) {
      Extents.requireRank("a point", rank, shape);
    }
    long[] at = new long[rank];
    for (int point = 0; point < count; point++) {
      for (int axis = 0; axis < rank; axis++) {
        at[axis] = Extents.resolveIndex(coordinates[point * rank + axis], axis, shape[axis]);
      }
      runs.add(at, 1);
    }
    return runs.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PointSelection that
        && rank == that.rank
        && count == that.count
        && Arrays.equals(coordinates, that.coordinates);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rank + count) + Arrays.hashCode(coordinates);
  }

  @Override
  public String toString() {
    return count + " points";
  }
}
