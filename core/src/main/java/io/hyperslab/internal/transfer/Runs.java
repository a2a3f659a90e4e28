package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.AxisIndices;
import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.IndexRange;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.RunSelection;

/// Takes a selection apart into runs of elements stored in C order.
final class Runs {
  private Runs() {}

  /// Visits all runs of a selection, as long as they can be, in the order of the result.
  static void forEach(ResolvedSelection selection, RunVisitor visitor) {
    switch (selection) {
      case GridSelection grid -> {
        long[] from = new long[grid.rank()];
        long[] to = new long[grid.rank()];
        for (int axis = 0; axis < to.length; axis++) {
          to[axis] = grid.axis(axis).count();
        }
        Box whole = new Box(grid, from, to, new long[grid.rank()], grid.shape());
        whole.forEachRun(visitor);
      }
      case RunSelection runs -> {
        long[] weights = weights(runs.shape());
        for (int run = 0; run < runs.runCount(); run++) {
          long stored = 0;
          for (int axis = 0; axis < weights.length; axis++) {
            stored += runs.coordinate(run, axis) * weights[axis];
          }
          visitor.run(stored, runs.ordinal(run), runs.length(run));
        }
      }
    }
  }

  /// How many elements one step along each axis passes.
  static long[] weights(long[] shape) {
    long[] weights = new long[shape.length];
    long weight = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      weights[axis] = weight;
      weight *= shape[axis];
    }
    return weights;
  }

  /// The part of a grid whose steps along each axis lie in `from` to `to`, excluded, stored in a
  /// box.
  ///
  /// @param grid the selection
  /// @param from first step of each axis
  /// @param to the step after the last of each axis
  /// @param origin the box's first element
  /// @param shape the box's size, in C order of which the elements are stored
  record Box(GridSelection grid, long[] from, long[] to, long[] origin, long[] shape) {
    /// Visits all runs, as long as they can be.
    void forEachRun(RunVisitor visitor) {
      int rank = grid.rank();
      for (int axis = 0; axis < rank; axis++) {
        if (from[axis] >= to[axis]) {
          return;
        }
      }
      long[] storedWeights = weights(shape);
      long[] resultWeights = weights(counts());
      int inner = innermost(storedWeights, resultWeights);
      if (inner < 0) {
        visitor.run(0, 0, weight(shape));
        return;
      }
      walk(inner, storedWeights, resultWeights, visitor);
    }

    private long[] counts() {
      long[] counts = new long[grid.rank()];
      for (int axis = 0; axis < counts.length; axis++) {
        counts[axis] = grid.axis(axis).count();
      }
      return counts;
    }

    private static long weight(long[] shape) {
      long weight = 1;
      for (long extent : shape) {
        weight *= extent;
      }
      return weight;
    }

    /// The last axis that is not taken whole; what is behind it is in one piece.
    private int innermost(long[] storedWeights, long[] resultWeights) {
      int axis = grid.rank() - 1;
      while (axis >= 0
          && storedWeights[axis] == resultWeights[axis]
          && origin[axis] == 0
          && from[axis] == 0
          && grid.axis(axis) instanceof IndexRange range
          && range.covers(shape[axis])) {
        axis--;
      }
      return axis;
    }

    private void walk(int inner, long[] storedWeights, long[] resultWeights, RunVisitor visitor) {
      long piece = storedWeights[inner];
      long[] steps = from.clone();
      while (true) {
        long stored = 0;
        long result = 0;
        for (int axis = 0; axis < inner; axis++) {
          stored += (grid.axis(axis).walkIndex(steps[axis]) - origin[axis]) * storedWeights[axis];
          result += grid.axis(axis).walkPosition(steps[axis]) * resultWeights[axis];
        }
        AxisIndices last = grid.axis(inner);
        long step = from[inner];
        while (step < to[inner]) {
          long length = Math.min(last.walkRunLength(step), to[inner] - step);
          visitor.run(
              stored + (last.walkIndex(step) - origin[inner]) * piece,
              result + last.walkPosition(step) * piece,
              length * piece);
          step += length;
        }
        int axis = inner - 1;
        while (axis >= 0 && ++steps[axis] == to[axis]) {
          steps[axis] = from[axis];
          axis--;
        }
        if (axis < 0) {
          return;
        }
      }
    }
  }
}
