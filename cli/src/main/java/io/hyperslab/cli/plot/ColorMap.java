package io.hyperslab.cli.plot;

/// Colors for numbers. Both grow evenly lighter, so that nothing is seen that is not there.
enum ColorMap {
  /// From violet over green to yellow; told apart by people who do not see red and green alike.
  VIRIDIS,
  /// From black to white.
  GREY;

  private static final int[] VIRIDIS_STOPS = {
    0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b,
    0xfde725
  };
  private static final int[] GREY_STOPS = {0x000000, 0xffffff};

  private static final int OPAQUE = 0xff000000;

  /// The color of a position, as `0xaarrggbb`.
  ///
  /// @param position 0 is the lowest color, 1 the highest; what is beyond has that of the end; NaN
  ///   is transparent
  int argb(double position) {
    if (Double.isNaN(position)) {
      return 0;
    }
    int[] stops = this == VIRIDIS ? VIRIDIS_STOPS : GREY_STOPS;
    double at = Math.clamp(position, 0, 1) * (stops.length - 1);
    int below = Math.min((int) at, stops.length - 2);
    double part = at - below;
    int color = OPAQUE;
    for (int shift = 0; shift <= 16; shift += 8) {
      int low = stops[below] >> shift & 0xff;
      int high = stops[below + 1] >> shift & 0xff;
      color |= (int) Math.round(low + part * (high - low)) << shift;
    }
    return color;
  }
}
