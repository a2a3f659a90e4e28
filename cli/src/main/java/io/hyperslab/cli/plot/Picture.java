package io.hyperslab.cli.plot;

/// A chart as the bytes of a picture.
public final class Picture {
  private Picture() {}

  /// In the PNG format. No display is needed, but a font is.
  ///
  /// @param width in pixels, at least 1
  /// @param height in pixels, at least 1
  public static byte[] png(Chart chart, int width, int height) {
    PngSurface surface = new PngSurface(width, height);
    ChartPainter.paint(surface, chart, width, height);
    return surface.bytes();
  }

  /// In the SVG format.
  ///
  /// @param width in pixels, at least 1
  /// @param height in pixels, at least 1
  public static byte[] svg(Chart chart, int width, int height) {
    SvgSurface surface = new SvgSurface(width, height);
    ChartPainter.paint(surface, chart, width, height);
    return surface.bytes();
  }
}
