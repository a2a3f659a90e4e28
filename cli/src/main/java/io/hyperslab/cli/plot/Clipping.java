package io.hyperslab.cli.plot;

/// Cuts lines off where a chart ends.
final class Clipping {
  private static final double[] OUTSIDE = new double[0];

  private Clipping() {}

  /// The part of a line within 0 to 1 on both axes: x and y of both ends, or nothing.
  static double[] toUnitSquare(double x1, double y1, double x2, double y2) {
    double[] from = {x1, y1};
    double[] along = {x2 - x1, y2 - y1};
    double first = 0;
    double last = 1;
    for (int axis = 0; axis < 2; axis++) {
      if (!Double.isFinite(from[axis]) || !Double.isFinite(along[axis])) {
        return OUTSIDE;
      }
      if (along[axis] == 0) {
        if (from[axis] < 0 || from[axis] > 1) {
          return OUTSIDE;
        }
        continue;
      }
      double atZero = -from[axis] / along[axis];
      double atOne = (1 - from[axis]) / along[axis];
      first = Math.max(first, Math.min(atZero, atOne));
      last = Math.min(last, Math.max(atZero, atOne));
    }
    return first > last
        ? OUTSIDE
        : new double[] {
          x1 + first * along[0], y1 + first * along[1], x1 + last * along[0], y1 + last * along[1]
        };
  }
}
