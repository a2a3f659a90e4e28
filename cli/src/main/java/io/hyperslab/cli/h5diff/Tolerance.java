package io.hyperslab.cli.h5diff;

import java.util.OptionalDouble;

/// Which values are equal though they differ.
///
/// @param delta the largest difference
/// @param relative the largest difference in relation to the first value
/// @param systemEpsilon whether floating-point numbers may differ by the epsilon of their type
/// @param comparesNans whether two that are no numbers are equal
record Tolerance(
    OptionalDouble delta, OptionalDouble relative, boolean systemEpsilon, boolean comparesNans) {
  private static final double DOUBLE_EPSILON = Math.ulp(1.0);
  private static final float FLOAT_EPSILON = Math.ulp(1.0f);

  /// What is taken for zero.
  static boolean isZero(double value) {
    return Math.abs(value) < DOUBLE_EPSILON;
  }

  /// Whether an absolute difference is too large.
  boolean exceedsDelta(double difference) {
    return difference > delta.orElseThrow();
  }

  /// Whether a relative difference is too large.
  boolean exceedsRelative(double difference) {
    return difference > relative.orElseThrow();
  }

  /// Whether two numbers are equal without a tolerance that the user gave.
  boolean areEqual(double one, double other, int size) {
    if (comparesNans && (Double.isNaN(one) || Double.isNaN(other))) {
      return Double.isNaN(one) && Double.isNaN(other);
    }
    if (!systemEpsilon) {
      return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
    }
    return size == Float.BYTES
        ? Math.abs((float) one - (float) other) < FLOAT_EPSILON
        : Math.abs(one - other) < DOUBLE_EPSILON;
  }
}
