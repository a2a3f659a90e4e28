package io.hyperslab.cli.plot;

import java.util.Arrays;

/// Dots drawn with characters: eight in each as Braille, or two as a full stop and an apostrophe.
final class DotCanvas {
  private static final int BRAILLE = 0x2800;

  /// The bits of the dots of a Braille character, row by row.
  private static final int[] BITS = {0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80};

  private static final char[] ASCII = {' ', '\'', '.', ':'};

  private final TerminalStyle style;
  private final int columns;
  private final int across;
  private final int down;
  private final int width;
  private final int height;
  private final int[] dots;
  private final int[] colors;

  /// @param columns of characters
  /// @param rows of characters
  DotCanvas(TerminalStyle style, int columns, int rows) {
    this.style = style;
    this.columns = columns;
    across = dotsAcross(style.isUnicode());
    down = dotsDown(style.isUnicode());
    width = columns * across;
    height = rows * down;
    dots = new int[columns * rows];
    colors = new int[dots.length];
    Arrays.fill(colors, -1);
  }

  /// Dots beside each other in a character.
  static int dotsAcross(boolean isUnicode) {
    return isUnicode ? 2 : 1;
  }

  /// Dots below each other in a character.
  static int dotsDown(boolean isUnicode) {
    return isUnicode ? 4 : 2;
  }

  /// Sets a dot.
  ///
  /// @param x 0 is the left end, 1 the right one; beyond that nothing is set
  /// @param y 0 is the bottom, 1 the top
  void dot(double x, double y, int color) {
    if (x >= 0 && x <= 1 && y >= 0 && y <= 1) {
      set(column(x), row(y), color);
    }
  }

  private int column(double x) {
    return (int) Math.min(width - 1, x * width);
  }

  private int row(double y) {
    return (int) Math.min(height - 1, (1 - y) * height);
  }

  private void set(int x, int y, int color) {
    int bit = style.isUnicode() ? BITS[y % down * across + x % across] : 1 << y % down;
    int character = y / down * columns + x / across;
    dots[character] |= bit;
    colors[character] = color;
  }

  /// Sets the dots between two points, as far as they are on the canvas.
  void line(double x1, double y1, double x2, double y2, int color) {
    // Cut to the canvas first, for a point far away would take forever to reach.
    double[] part = Clipping.toUnitSquare(x1, y1, x2, y2);
    if (part.length == 0) {
      return;
    }
    int fromX = column(part[0]);
    int fromY = row(part[1]);
    int toX = column(part[2]);
    int toY = row(part[3]);
    int steps = Math.max(1, Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)));
    for (int i = 0; i <= steps; i++) {
      set(
          (int) Math.round(fromX + (double) (toX - fromX) * i / steps),
          (int) Math.round(fromY + (double) (toY - fromY) * i / steps),
          color);
    }
  }

  /// Sets all dots from the bottom up to a height.
  void column(double left, double right, double height, int color) {
    if (!(height > 0) || !(right > 0) || !(left < 1)) {
      return;
    }
    int top = row(Math.min(1, height));
    int last = Math.max(column(Math.max(0, left)), (int) Math.ceil(Math.min(1, right) * width) - 1);
    for (int x = column(Math.max(0, left)); x <= last; x++) {
      for (int y = top; y < this.height; y++) {
        set(x, y, color);
      }
    }
  }

  /// A row of characters.
  String text(int row) {
    StringBuilder text = new StringBuilder();
    int color = -1;
    for (int i = row * columns; i < (row + 1) * columns; i++) {
      if (dots[i] != 0 && colors[i] != color) {
        color = colors[i];
        text.append(style.foreground(color));
      }
      text.append(style.isUnicode() ? character(dots[i]) : ASCII[dots[i]]);
    }
    return text.append(color >= 0 ? style.reset() : "").toString();
  }

  /// An empty Braille character looks odd in some fonts.
  private static char character(int bits) {
    return bits == 0 ? ' ' : (char) (BRAILLE + bits);
  }
}
