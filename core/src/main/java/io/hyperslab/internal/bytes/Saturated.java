package io.hyperslab.internal.bytes;

/// Arithmetic on sizes that a file claims: what does not fit a `long` becomes the largest `long`,
/// which every later check against a limit or the end of the file refuses.
public final class Saturated {
  private Saturated() {}

  /// `a + b` of two numbers that are not negative.
  public static long add(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /// `a * b` of two numbers that are not negative.
  public static long multiply(long a, long b) {
    long product = a * b;
    return Math.multiplyHigh(a, b) != 0 || product < 0 ? Long.MAX_VALUE : product;
  }
}
