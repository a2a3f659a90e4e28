package io.hyperslab.cli.plot;

/// What a chart is painted on. Coordinates are pixels from the upper left corner, colors
/// `0xrrggbb`.
interface Surface {
  /// Where a text is beside its point.
  enum Anchor {
    /// To the right of it.
    START,
    /// On both sides.
    MIDDLE,
    /// To the left of it.
    END
  }

  /// Fills a rectangle.
  void fill(Box area, int color);

  /// Draws a straight line, a pixel wide.
  void line(double x1, double y1, double x2, double y2, int color);

  /// Draws a line from point to point.
  ///
  /// @param xs NaN where the line is broken
  /// @param ys NaN where the line is broken
  /// @param clip what is outside of it is not drawn
  void polyline(double[] xs, double[] ys, int color, Box clip);

  /// Draws a dot at each point.
  ///
  /// @param xs not NaN; likewise `ys`
  /// @param clip what is outside of it is not drawn
  void dots(double[] xs, double[] ys, double radius, int color, Box clip);

  /// Draws an image.
  ///
  /// @param pixels row by row from the top, as `0xaarrggbb`
  /// @param width how many columns of pixels it has; they fill the area
  void image(Box area, int[] pixels, int width);

  /// Writes a line of text.
  ///
  /// @param y the base line
  /// @param size of the font in pixels
  void text(String text, double x, double y, Anchor anchor, double size);

  /// Writes a line of text upwards, centered at a point.
  void textUpwards(String text, double x, double y, double size);

  /// How wide a text is, about.
  double textWidth(String text, double size);
}
