package io.hyperslab.dataspace;

import java.util.Arrays;
import java.util.Objects;

/// The product of one sequence of indices for each axis.
///
/// The elements are in the C order of the sequences' positions. The result's shape has the lengths
/// of the sequences, without the axes that were selected by a single index and with an extent of 1
/// for each new axis; neither changes the order of the elements.
public final class GridSelection implements ResolvedSelection {
  private final long[] shape;
  private final AxisIndices[] axes;
  private final long[] resultShape;
  private final long elementCount;

  /// How many ordinals one position of each axis is worth.
  private final long[] weights;

  private GridSelection(long[] shape, AxisIndices[] axes, long[] resultShape) {
    this.shape = shape;
    this.axes = axes;
    this.resultShape = resultShape;
    elementCount = Extents.product(resultShape, "number of selected elements");
    weights = new long[axes.length];
    long weight = 1;
    for (int axis = axes.length - 1; axis >= 0; axis--) {
      weights[axis] = weight;
      weight *= axes[axis].count();
    }
  }

  /// The product of `axes`, whose lengths are the result's shape.
  ///
  /// @param shape the shape that the indices refer to
  /// @param axes the indices along each of its axes
  /// @throws IllegalArgumentException when the ranks differ or the shape is none
  /// @throws IndexOutOfBoundsException when an index lies outside of the shape
  /// @throws io.hyperslab.error.LimitExceededException when more elements than a `long` can count
  ///   are selected
  public static GridSelection of(long[] shape, AxisIndices... axes) {
    long[] counts = new long[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      counts[axis] = axes[axis].count();
    }
    return of(shape, axes, counts);
  }

  static GridSelection of(long[] shape, AxisIndices[] axes, long[] resultShape) {
    Extents.elementCount(shape);
    Extents.requireRank("the selection", axes.length, shape);
    for (int axis = 0; axis < axes.length; axis++) {
      if (axes[axis].high() >= shape[axis]) {
        throw Extents.outOfBounds(axes[axis].high(), axis, shape[axis]);
      }
    }
    return new GridSelection(shape.clone(), axes.clone(), resultShape.clone());
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public int rank() {
    return axes.length;
  }

  /// The indices along one axis of the shape.
  ///
  /// @throws IndexOutOfBoundsException unless `0 <= axis < rank()`
  public AxisIndices axis(int axis) {
    return axes[axis];
  }

  @Override
  public long[] resultShape() {
    return resultShape.clone();
  }

  @Override
  public long elementCount() {
    return elementCount;
  }

  @Override
  public boolean isAll() {
    for (int axis = 0; axis < axes.length; axis++) {
      if (!(axes[axis] instanceof IndexRange range && range.covers(shape[axis]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long[] low() {
    long[] low = new long[axes.length];
    for (int axis = 0; axis < axes.length && elementCount > 0; axis++) {
      low[axis] = axes[axis].low();
    }
    return low;
  }

  @Override
  public long[] high() {
    long[] high = new long[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      high[axis] = elementCount == 0 ? -1 : axes[axis].high();
    }
    return high;
  }

  @Override
  public long ordinalOf(long[] coordinates) {
    if (elementCount == 0) {
      return -1;
    }
    long ordinal = 0;
    for (int axis = 0; axis < axes.length; axis++) {
      long position = axes[axis].positionOf(coordinates[axis]);
      if (position < 0) {
        return -1;
      }
      ordinal += position * weights[axis];
    }
    return ordinal;
  }

  @Override
  public void coordinatesOf(long ordinal, long[] out) {
    long rest = Objects.checkIndex(ordinal, elementCount);
    for (int axis = 0; axis < axes.length; axis++) {
      out[axis] = axes[axis].at(rest / weights[axis]);
      rest %= weights[axis];
    }
  }

  @Override
  public long contiguousFrom(long ordinal) {
    Objects.checkIndex(ordinal, elementCount);
    if (axes.length == 0) {
      return 1;
    }
    AxisIndices last = axes[axes.length - 1];
    return last.runLength(ordinal % last.count());
  }

  @Override
  public long absentFrom(long[] coordinates) {
    if (elementCount == 0) {
      return Long.MAX_VALUE;
    }
    int last = axes.length - 1;
    for (int axis = 0; axis < last; axis++) {
      if (axes[axis].positionOf(coordinates[axis]) < 0) {
        return Long.MAX_VALUE;
      }
    }
    if (last < 0) {
      return 0;
    }
    long next = axes[last].atOrAfter(coordinates[last]);
    return next == Long.MAX_VALUE ? next : next - coordinates[last];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GridSelection that
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(axes, that.axes)
        && Arrays.equals(resultShape, that.resultShape);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(shape) + Arrays.hashCode(axes))
        + Arrays.hashCode(resultShape);
  }

  @Override
  public String toString() {
    return Arrays.toString(axes) + " of " + Arrays.toString(shape);
  }
}
