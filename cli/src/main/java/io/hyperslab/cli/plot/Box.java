package io.hyperslab.cli.plot;

/// A rectangle of a picture, in pixels from its upper left corner.
record Box(double left, double top, double width, double height) {
  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }
}
