package io.hyperslab.cli.plot;

import java.util.Arrays;

/// A line of any length reduced to what can be seen of it: of the points in one column of pixels
/// the first, the lowest, the highest and the last.
///
/// A line through these colors the same pixels as one through all of them. It has four points for
/// each column at most, as long as x goes in one direction.
final class Envelope {
  private final Scale scale;
  private final int columns;
  private double[] xs = new double[64];
  private double[] ys = new double[64];
  private int count;
  private int column = -1;
  private boolean hasPoints;
  private boolean lowestIsLater;
  private double firstX;
  private double firstY;
  private double lowestX;
  private double lowestY;
  private double highestX;
  private double highestY;
  private double lastX;
  private double lastY;

  /// @param scale where points are along the x axis
  /// @param columns into how many columns it is parted
  Envelope(Scale scale, int columns) {
    this.scale = scale;
    this.columns = columns;
  }

  /// Takes the next point, whose x goes on in the direction that x went so far.
  ///
  /// @param y NaN breaks the line, if it does so for a whole column
  void add(double x, double y) {
    int at = scale.cell(x, columns);
    if (at != column) {
      finishColumn();
      column = at;
      firstX = x;
    }
    if (at < 0 || !(Math.abs(y) < Double.POSITIVE_INFINITY)) {
      return;
    }
    if (!hasPoints) {
      hasPoints = true;
      firstX = lowestX = highestX = x;
      firstY = lowestY = highestY = y;
    } else if (y < lowestY) {
      lowestX = x;
      lowestY = y;
      lowestIsLater = true;
    } else if (y > highestY) {
      highestX = x;
      highestY = y;
      lowestIsLater = false;
    }
    lastX = x;
    lastY = y;
  }

  private void finishColumn() {
    if (hasPoints) {
      append(firstX, firstY);
      if (lowestIsLater) {
        append(highestX, highestY);
        append(lowestX, lowestY);
      } else {
        append(lowestX, lowestY);
        append(highestX, highestY);
      }
      append(lastX, lastY);
    } else if (column >= 0 && count > 0) {
      append(firstX, Double.NaN);
    }
    hasPoints = false;
    lowestIsLater = false;
  }

  private void append(double x, double y) {
    boolean same = count > 0 && xs[count - 1] == x && ys[count - 1] == y;
    if (same) {
      return;
    }
    if (count == xs.length) {
      xs = Arrays.copyOf(xs, 2 * count);
      ys = Arrays.copyOf(ys, 2 * count);
    }
    xs[count] = x;
    ys[count++] = y;
  }

  /// The line, when all points were added.
  Layer.Line line(String name) {
    finishColumn();
    column = -1;
    return new Layer.Line(name, Arrays.copyOf(xs, count), Arrays.copyOf(ys, count));
  }
}
