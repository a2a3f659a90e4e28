package io.hyperslab.cli.plot;

/// Values from one to another, both included.
///
/// @param low finite, or positive infinity in a range without values
/// @param high finite, or negative infinity in a range without values
record Range(double low, double high) {
  /// No value.
  static final Range EMPTY = new Range(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /// The range of all finite numbers among some; with `positive`, of those above 0.
  static Range of(double[] values, boolean positive) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Math.abs(value) < Double.POSITIVE_INFINITY && (!positive || value > 0)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return new Range(low, high);
  }

  boolean isEmpty() {
    return !(low <= high);
  }

  /// The smallest range with both in it.
  Range and(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high));
  }

  /// The same, or one of some width around it where there is none.
  Range widened() {
    if (isEmpty()) {
      return new Range(0, 1);
    }
    if (low < high) {
      return this;
    }
    double half = low == 0 ? 0.5 : Math.abs(low) / 10;
    return new Range(low - half, high + half);
  }
}
