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
    if (selection instanceof GridSelection grid) {
      forEach(grid, visitor);
    } else {
      forEach((RunSelection) selection, visitor);
    }
  }

  private static void forEach(GridSelection grid, RunVisitor visitor) {
    long[] from = new long[grid.rank()];
    long[] to = new long[grid.rank()];
    for (int axis = 0; axis < to.length; axis++) {
      to[axis] = grid.axis(axis).count();
    }
    Box whole = new Box(grid, from, to, new long[grid.rank()], grid.shape());
    whole.forEachRun(visitor);
  }

  private static void forEach(RunSelection runs, RunVisitor visitor) {
    long[] weights = weights(runs.shape());
    for (int run = 0; run < runs.runCount(); run++) {
      long stored = 0;
      for (int axis = 0; axis < weights.length; axis++) {
        stored += runs.coordinate(run, axis) * weights[axis];
      }
      visitor.run(stored, runs.ordinal(run), runs.length(run));
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

  /// How many elements are stored one after the other wherever a run of a grid begins, at least;
  /// the number of all elements if they are one run.
  static long runLength(GridSelection grid) {
    long[] shape = grid.shape();
    long length = 1;
    for (int axis = grid.rank() - 1; axis >= 0; axis--) {
      if (!(grid.axis(axis) instanceof IndexRange range)
          || range.count() > 1 && range.step() != 1) {
        return length;
      }
      length *= range.count();
      if (!range.covers(shape[axis])) {
        return length;
      }
    }
    return length;
  }

  /// Where the first element of a grid is stored, counted in elements.
  static long start(GridSelection grid) {
    long[] weights = weights(grid.shape());
    long start = 0;
    for (int axis = 0; axis < weights.length; axis++) {
      start += grid.axis(axis).walkIndex(0) * weights[axis];
    }
    return start;
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
          && to[axis] == shape[axis]
          && grid.axis(axis) instanceof IndexRange range
          && range.covers(shape[axis])) {
        axis--;
      }
      return axis;
    }

    private void walk(int inner, long[] storedWeights, long[] resultWeights, RunVisitor visitor) {
      boolean inOnePiece = isInOnePiece(inner);
      int along = inOnePiece && inner > 0 ? inner - 1 : inner;
      long steady = inOnePiece ? to[inner] - from[inner] : 1;
      Line line =
          new Line(
              grid.axis(along),
              from[along],
              inOnePiece && along == inner ? from[along] + 1 : to[along],
              storedWeights[along],
              resultWeights[along],
              storedWeights[inner] * steady);
      long[] steps = from.clone();
      int axis;
      do {
        long stored = -origin[along] * storedWeights[along];
        long result = 0;
        for (axis = 0; axis <= inner; axis++) {
          if (axis != along) {
            stored += (grid.axis(axis).walkIndex(steps[axis]) - origin[axis]) * storedWeights[axis];
            result += grid.axis(axis).walkPosition(steps[axis]) * resultWeights[axis];
          }
        }
        line.forEachRun(stored, result, along == inner, visitor);
        axis = along - 1;
        while (axis >= 0 && ++steps[axis] == to[axis]) {
          steps[axis] = from[axis];
          axis--;
        }
      } while (axis >= 0);
    }

    /// Whether all steps along an axis are one run.
    private boolean isInOnePiece(int axis) {
      return grid.axis(axis) instanceof IndexRange range
          && (range.step() == 1 || to[axis] - from[axis] == 1);
    }
  }

  /// Some steps along an axis, each a run.
  ///
  /// @param storedWeight elements that one index passes where they are stored
  /// @param resultWeight elements that one position passes in the result
  /// @param length elements of each run
  private record Line(
      AxisIndices axis, long from, long to, long storedWeight, long resultWeight, long length) {
    /// Visits them.
    ///
    /// @param stored where index 0 would be stored
    /// @param result where position 0 would be in the result
    /// @param adjoining whether runs of adjoining indices adjoin
    void forEachRun(long stored, long result, boolean adjoining, RunVisitor visitor) {
      if (axis instanceof IndexRange range) {
        visitor.runs(
            stored + range.at(from) * storedWeight,
            range.step() * storedWeight,
            result + from * resultWeight,
            resultWeight,
            length,
            to - from);
        return;
      }
      long step = from;
      while (step < to) {
        long together = adjoining ? axis.walkRunLength(step, to - step) : 1;
        visitor.run(
            stored + axis.walkIndex(step) * storedWeight,
            result + axis.walkPosition(step) * resultWeight,
            length * together);
        step += together;
      }
    }
  }
}
