package io.hyperslab.cli.plot;

/// Where values are along an axis: 0 at its beginning (left, bottom), 1 at its end.
///
/// @param range what the axis shows; not empty, of some width; above 0 if logarithmic
/// @param isLogarithmic whether equal ratios are equally long
/// @param isReversed whether the highest value is at the beginning
record Scale(Range range, boolean isLogarithmic, boolean isReversed) {
  /// A scale for some values.
  static Scale of(Range values, boolean isLogarithmic) {
    Range range = values.widened();
    if (isLogarithmic && range.low() <= 0) {
      range = new Range(range.high() > 0 ? range.high() / 1000 : 1, Math.max(range.high(), 10));
    }
    return new Scale(range, isLogarithmic, false);
  }

  /// With some room at both ends, for curves not to lie on the frame.
  Scale padded(double part) {
    double low = value(-part);
    double high = value(1 + part);
    return Double.isFinite(low) && Double.isFinite(high)
        ? new Scale(new Range(low, high), isLogarithmic, isReversed)
        : this;
  }

  /// With the highest value at the beginning.
  Scale reversed() {
    return new Scale(range, isLogarithmic, true);
  }

  /// Where a value is; beyond 0 and 1 if it is not in the range, NaN if it is nowhere.
  double position(double value) {
    double position =
        isLogarithmic
            ? (Math.log(value) - Math.log(range.low()))
                / (Math.log(range.high()) - Math.log(range.low()))
            // Halves, for the difference of large numbers is infinite.
            : (value / 2 - range.low() / 2) / (range.high() / 2 - range.low() / 2);
    if (!Double.isFinite(position)) {
      return Double.NaN;
    }
    return isReversed ? 1 - position : position;
  }

  /// The value at a position.
  double value(double position) {
    double part = isReversed ? 1 - position : position;
    return isLogarithmic
        ? range.low() * Math.exp(part * (Math.log(range.high()) - Math.log(range.low())))
        : range.low() * (1 - part) + range.high() * part;
  }

  /// Which of so many equal parts of the axis a value is in; -1 if none.
  int cell(double value, int cells) {
    double position = position(value);
    return position >= 0 && position <= 1 ? Math.min(cells - 1, (int) (position * cells)) : -1;
  }
}
