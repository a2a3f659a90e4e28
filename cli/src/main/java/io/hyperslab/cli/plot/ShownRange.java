package io.hyperslab.cli.plot;

import java.util.Arrays;

/// Which values a chart shows: `0,100`, or `2%,98%` for those between two percentiles.
///
/// @param low the lowest value, or the part of values below it in percent
/// @param isLowPercent which of them
/// @param high the highest value, or the part of values up to it in percent
/// @param isHighPercent which of them
public record ShownRange(double low, boolean isLowPercent, double high, boolean isHighPercent) {

  /// Reads two numbers, each of them a percentile if `%` follows.
  ///
  /// @throws IllegalArgumentException if there are not two, in ascending order
  public static ShownRange of(String text) {
    String[] parts = text.strip().split("\\s*,\\s*", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("expected two numbers such as 0,100 or 2%,98%");
    }
    boolean isLowPercent = parts[0].endsWith("%");
    boolean isHighPercent = parts[1].endsWith("%");
    double low = number(parts[0], isLowPercent);
    double high = number(parts[1], isHighPercent);
    if (isLowPercent == isHighPercent && !(low < high)) {
      throw new IllegalArgumentException("the first number must be less than the second");
    }
    return new ShownRange(low, isLowPercent, high, isHighPercent);
  }

  private static double number(String text, boolean isPercent) {
    double number;
    try {
      number = Double.parseDouble(isPercent ? text.substring(0, text.length() - 1) : text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number", e);
    }
    if (!Double.isFinite(number) || isPercent && (number < 0 || number > 100)) {
      throw new IllegalArgumentException("'" + text + "' is out of range");
    }
    return number;
  }

  /// The values.
  ///
  /// @param values of which percentiles are taken
  Range among(double[] values) {
    double[] sorted =
        isLowPercent || isHighPercent
            ? Arrays.stream(values).filter(Double::isFinite).sorted().toArray()
            : new double[0];
    return new Range(
        isLowPercent ? percentile(sorted, low) : low,
        isHighPercent ? percentile(sorted, high) : high);
  }

  /// Whether it can be told without looking at values.
  boolean isAbsolute() {
    return !isLowPercent && !isHighPercent;
  }

  private static double percentile(double[] sorted, double percent) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.round(percent / 100 * (sorted.length - 1))];
  }
}
