package io.hyperslab.cli.plot;

import java.util.Arrays;
import java.util.BitSet;

/// Any number of points reduced to what can be seen of them: one in each pixel.
final class Cloud {
  private final Scale x;
  private final Scale y;
  private final int columns;
  private final int rows;
  private final BitSet taken = new BitSet();
  private double[] xs = new double[64];
  private double[] ys = new double[64];
  private int count;

  /// @param columns into how many columns the x axis is parted
  /// @param rows into how many rows the y axis is parted
  Cloud(Scale x, Scale y, int columns, int rows) {
    this.x = x;
    this.y = y;
    this.columns = columns;
    this.rows = rows;
  }

  /// Takes a point.
  void add(double atX, double atY) {
    int column = x.cell(atX, columns);
    int row = y.cell(atY, rows);
    if (column < 0 || row < 0 || taken.get(row * columns + column)) {
      return;
    }
    taken.set(row * columns + column);
    if (count == xs.length) {
      xs = Arrays.copyOf(xs, 2 * count);
      ys = Arrays.copyOf(ys, 2 * count);
    }
    xs[count] = atX;
    ys[count++] = atY;
  }

  /// The points, when all were added.
  Layer.Points points(String name) {
    return new Layer.Points(name, Arrays.copyOf(xs, count), Arrays.copyOf(ys, count));
  }
}
