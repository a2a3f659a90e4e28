package io.hyperslab.cli.plot;

/// Something that a chart shows.
sealed interface Layer {
  /// A line from point to point, broken where a number is missing.
  ///
  /// @param name for the legend
  /// @param xs as many as `ys`
  /// @param ys NaN where the line is broken
  record Line(String name, double[] xs, double[] ys) implements Layer {}

  /// Points without lines.
  ///
  /// @param name for the legend
  /// @param xs as many as `ys`
  /// @param ys neither of them NaN
  record Points(String name, double[] xs, double[] ys) implements Layer {}

  /// Bars that touch each other.
  ///
  /// @param edges where bars begin and end, ascending; one more than there are bars
  /// @param heights how high they are
  record Bars(double[] edges, double[] heights) implements Layer {}

  /// Colored rectangles.
  ///
  /// @param values row by row; NaN is transparent
  /// @param xEdges where columns begin and end; one more than there are columns
  /// @param yEdges where rows begin and end
  /// @param colors where values are along the color map
  /// @param map the color map
  /// @param label what the values are, with the unit
  record Cells(
      double[] values, double[] xEdges, double[] yEdges, Scale colors, ColorMap map, String label)
      implements Layer {
    int columns() {
      return xEdges.length - 1;
    }

    int rows() {
      return yEdges.length - 1;
    }

    /// The color of one, as `0xaarrggbb`.
    int argb(int row, int column) {
      return map.argb(colors.position(values[row * columns() + column]));
    }
  }
}
