package io.hyperslab.cli.plot;

/// Colored rectangles as the pixels of a picture that fills the frame.
final class CellImage {
  private CellImage() {}

  /// The pixels, row by row from the top, as `0xaarrggbb`.
  static int[] pixels(Chart chart, Layer.Cells cells, int width, int height) {
    int[] columns = places(chart.x().scale(), cells.xEdges(), width, false);
    int[] rows = places(chart.y().scale(), cells.yEdges(), height, true);
    int[] pixels = new int[Math.multiplyExact(width, height)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (rows[y] >= 0 && columns[x] >= 0) {
          pixels[y * width + x] = cells.argb(rows[y], columns[x]);
        }
      }
    }
    return pixels;
  }

  /// Where the value of a pixel is along the color map; NaN if there is none.
  static double value(Chart chart, Layer.Cells cells, int width, int height, int column, int row) {
    double x = chart.x().scale().value((column + 0.5) / width);
    double y = chart.y().scale().value(1 - (row + 0.5) / height);
    int across = place(cells.xEdges(), x);
    int down = place(cells.yEdges(), y);
    return across < 0 || down < 0
        ? Double.NaN
        : cells.colors().position(cells.values()[down * cells.columns() + across]);
  }

  /// Between which edges each pixel is; -1 for one outside of all.
  private static int[] places(Scale scale, double[] edges, int pixels, boolean downwards) {
    int[] places = new int[pixels];
    for (int i = 0; i < pixels; i++) {
      double position = (i + 0.5) / pixels;
      places[i] = place(edges, scale.value(downwards ? 1 - position : position));
    }
    return places;
  }

  /// Which interval a value is in; the edges ascend or descend.
  private static int place(double[] edges, double value) {
    boolean ascends = edges[0] <= edges[edges.length - 1];
    int low = 0;
    int high = edges.length - 1;
    double first = ascends ? edges[0] : edges[high];
    double last = ascends ? edges[high] : edges[0];
    if (!(value >= first && value <= last)) {
      return -1;
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (edges[middle] <= value == ascends) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
