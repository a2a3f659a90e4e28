package io.hyperslab.cli.h5diff;

import io.hyperslab.cli.text.FloatFormat;

/// The columns of two values, their difference, and what that is in relation to the first.
final class NumberLines {
  private static final int WIDTH = 15;
  private static final FloatFormat GENERAL = FloatFormat.of("%-15g ");
  private static final FloatFormat LAST_GENERAL = FloatFormat.of("%-15g");
  private static final FloatFormat PRECISE = FloatFormat.of("%-15.10g ");
  private static final FloatFormat RELATIVE_PRECISE = FloatFormat.of("%-14.10g");
  private static final FloatFormat RELATIVE = FloatFormat.of("%-14f");
  private static final String NOT_COMPARABLE = "not comparable";

  private NumberLines() {}

  /// The columns for integers.
  static String integers(
      NumberDiff.Verdict verdict, String one, String other, String difference, double relative) {
    String both = column(one) + column(other);
    return switch (verdict) {
      case EQUAL, ABSOLUTE -> both + DiffOutput.padded(difference, WIDTH);
      case RELATIVE -> both + column(difference) + RELATIVE.format(relative);
      case NOT_COMPARABLE -> both + column(difference) + NOT_COMPARABLE;
    };
  }

  /// The columns for floating-point numbers.
  static String floats(
      NumberDiff.Verdict verdict, double one, double other, double difference, double relative) {
    return switch (verdict) {
      case EQUAL, ABSOLUTE ->
          GENERAL.format(one) + GENERAL.format(other) + LAST_GENERAL.format(difference);
      case RELATIVE -> precise(one, other, difference) + RELATIVE_PRECISE.format(relative);
      case NOT_COMPARABLE -> precise(one, other, difference) + NOT_COMPARABLE;
    };
  }

  private static String precise(double one, double other, double difference) {
    return PRECISE.format(one) + PRECISE.format(other) + PRECISE.format(difference);
  }

  private static String column(String text) {
    return DiffOutput.padded(text, WIDTH) + " ";
  }
}
