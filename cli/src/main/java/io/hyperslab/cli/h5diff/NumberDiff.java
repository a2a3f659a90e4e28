package io.hyperslab.cli.h5diff;

/// Decides whether two numbers differ, in the arithmetic of their types in C.
final class NumberDiff {
  /// How two numbers differ, and so what a row of the table says of them.
  enum Verdict {
    /// They do not.
    EQUAL,
    /// By their difference.
    ABSOLUTE,
    /// By their difference in relation to the first one.
    RELATIVE,
    /// The first one is zero, to which nothing is in relation.
    NOT_COMPARABLE
  }

  private final Tolerance tolerance;

  NumberDiff(Tolerance tolerance) {
    this.tolerance = tolerance;
  }

  /// Two integers with sign, of so many bytes.
  Verdict signed(long one, long other, int size) {
    int promoted = Math.max(size, Integer.BYTES);
    double relative = Math.abs(back(one, other, promoted) / (double) one);
    return of((double) one, (double) other, (double) distance(one, other, size), relative);
  }

  /// Two integers without sign.
  Verdict unsigned(long one, long other, int size) {
    double first = asDouble(one);
    double difference = asDouble(distance(one, other));
    return of(first, asDouble(other), difference, Math.abs(back(one, other, size) / first));
  }

  /// Two bytes of what is no number. The relative difference to zero is not taken for one.
  Verdict octets(int one, int other) {
    return one == 0 && tolerance.relative().isPresent()
        ? Verdict.EQUAL
        : unsigned(one, other, Byte.BYTES);
  }

  private Verdict of(double one, double other, double difference, double relative) {
    if (tolerance.relative().isEmpty()) {
      boolean differs =
          tolerance.delta().isPresent() ? tolerance.exceedsDelta(difference) : difference != 0;
      return differs ? Verdict.ABSOLUTE : Verdict.EQUAL;
    }
    if (Tolerance.isZero(one)) {
      return Tolerance.isZero(other) ? Verdict.EQUAL : Verdict.NOT_COMPARABLE;
    }
    boolean differs =
        tolerance.exceedsRelative(relative)
            && (tolerance.delta().isEmpty() || tolerance.exceedsDelta(difference));
    return differs ? Verdict.RELATIVE : Verdict.EQUAL;
  }

  /// Two floating-point numbers.
  Verdict floats(double one, double other, int size) {
    if (tolerance.delta().isEmpty() && tolerance.relative().isEmpty()) {
      return tolerance.areEqual(one, other, size) ? Verdict.EQUAL : Verdict.ABSOLUTE;
    }
    if (tolerance.comparesNans() && (Double.isNaN(one) || Double.isNaN(other))) {
      return Double.isNaN(one) == Double.isNaN(other) ? Verdict.EQUAL : Verdict.ABSOLUTE;
    }
    double back = size == Float.BYTES ? (float) other - (float) one : other - one;
    return of(one, other, distance(one, other, size), Math.abs(back / one));
  }

  /// The columns of a row about integers with sign.
  static String signedRow(Verdict verdict, long one, long other, int size) {
    int promoted = Math.max(size, Integer.BYTES);
    return NumberLines.integers(
        verdict,
        Long.toString(one),
        Long.toString(other),
        Long.toString(distance(one, other, size)),
        Math.abs(back(one, other, promoted) / one));
  }

  /// The columns of a row about integers without sign.
  static String unsignedRow(Verdict verdict, long one, long other, int size) {
    return NumberLines.integers(
        verdict,
        Long.toUnsignedString(one),
        Long.toUnsignedString(other),
        Long.toUnsignedString(distance(one, other)),
        Math.abs(back(one, other, size) / asDouble(one)));
  }

  /// The columns of a row about floating-point numbers.
  static String floatsRow(Verdict verdict, double one, double other, int size) {
    double relative = size == Float.BYTES ? 1 - (float) other / (float) one : 1 - other / one;
    return NumberLines.floats(verdict, one, other, distance(one, other, size), magnitude(relative));
  }

  private static long distance(long one, long other, int size) {
    long distance = size == Long.BYTES ? one - other : (int) (one - other);
    long absolute = distance >= 0 ? distance : -distance;
    return size == Long.BYTES ? absolute : (int) absolute;
  }

  private static long distance(long one, long other) {
    return Long.compareUnsigned(other, one) > 0 ? other - one : one - other;
  }

  private static double distance(double one, double other, int size) {
    return magnitude(size == Float.BYTES ? (float) one - (float) other : one - other);
  }

  /// As the macro of the program has it: what is no number changes its sign.
  private static double magnitude(double value) {
    return value >= 0 ? value : -value;
  }

  /// From the first to the second, in a type with sign.
  private static double back(long one, long other, int size) {
    return switch (size) {
      case 1 -> (byte) (other - one);
      case 2 -> (short) (other - one);
      case 4 -> (int) (other - one);
      default -> other - one;
    };
  }

  private static double asDouble(long unsigned) {
    return unsigned >= 0
        ? unsigned
        : ((double) (unsigned >>> 1 | unsigned & 1)) * 2; // rounds as a conversion would
  }
}
