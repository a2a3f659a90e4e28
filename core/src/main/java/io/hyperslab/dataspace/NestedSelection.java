package io.hyperslab.dataspace;

import io.hyperslab.error.LimitExceededException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What each selection takes of the result of the one before.
///
/// @param levels at least two; the first is of the shape itself
record NestedSelection(List<Selection> levels) implements Selection {
  /// Indices that are listed one by one where they follow no rule.
  private static final long MOST_LISTED = 1 << 24;

  NestedSelection {
    levels = List.copyOf(levels);
  }

  @Override
  public ResolvedSelection resolve(long[] shape) {
    ResolvedSelection outer = levels.getFirst().resolve(shape);
    for (Selection level : levels.subList(1, levels.size())) {
      ResolvedSelection inner = level.resolve(outer.resultShape());
      GridSelection grid =
          outer instanceof GridSelection a && inner instanceof GridSelection b ? grid(a, b) : null;
      outer = grid == null ? runs(outer, inner) : grid;
    }
    return outer;
  }

  /// The product that a product of a product is; null if an axis that the result of the outer one
  /// has, but the shape has not, is taken other than once.
  private static @Nullable GridSelection grid(GridSelection outer, GridSelection inner) {
    long[] middle = outer.resultShape();
    AxisIndices[] axes = new AxisIndices[outer.rank()];
    int axis = 0;
    for (int result = 0; result < middle.length; result++) {
      if (middle[result] == 1) {
        // Whichever axis it stems from, or none: there is one index to take.
        if (inner.axis(result).count() != 1) {
          return null;
        }
        continue;
      }
      while (outer.axis(axis).count() == 1) {
        axes[axis] = outer.axis(axis++);
      }
      axes[axis] = compose(outer.axis(axis), inner.axis(result));
      axis++;
    }
    for (; axis < axes.length; axis++) {
      axes[axis] = outer.axis(axis);
    }
    return GridSelection.of(outer.shape(), axes, inner.resultShape());
  }

  private static AxisIndices compose(AxisIndices outer, AxisIndices inner) {
    if (inner instanceof IndexRange range && (range.step() == 1 || range.count() == 0)) {
      return outer.slice(range.first(), range.first() + range.count());
    }
    if (outer instanceof IndexRange a && inner instanceof IndexRange b) {
      return new IndexRange(a.at(b.first()), a.step() * b.step(), b.count());
    }
    if (inner.count() > MOST_LISTED) {
      throw new LimitExceededException(
          null,
          -1,
          "indices along an axis of a selection of a selection",
          Long.toString(inner.count()),
          "at most " + MOST_LISTED);
    }
    long[] indices = new long[(int) inner.count()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = outer.at(inner.at(i));
    }
    return AxisIndices.ofList(indices);
  }

  private static RunSelection runs(ResolvedSelection outer, ResolvedSelection inner) {
    RunBuilder runs = new RunBuilder(outer.shape());
    long[] middle = new long[inner.rank()];
    long[] at = new long[outer.rank()];
    long[] extents = inner.shape();
    long done = 0;
    while (done < inner.elementCount()) {
      inner.coordinatesOf(done, middle);
      long ordinal = 0;
      for (int axis = 0; axis < middle.length; axis++) {
        ordinal = ordinal * extents[axis] + middle[axis];
      }
      outer.coordinatesOf(ordinal, at);
      long length = Math.min(inner.contiguousFrom(done), outer.contiguousFrom(ordinal));
      runs.add(at, length);
      done += length;
    }
    return runs.build();
  }

  @Override
  public Optional<long[]> leastShape() {
    return levels.getFirst().leastShape();
  }

  @Override
  public boolean mayReach(long[] low, long[] high) {
    return levels.getFirst().mayReach(low, high);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Selection level : levels) {
      text.append('[').append(level).append(']');
    }
    return text.toString();
  }
}
