package io.hyperslab.array;

import java.math.BigInteger;

/// A sum. Integers are added exactly, numbers pairwise: the rounding error grows with the logarithm
/// of how many they are.
final class SumFold implements Fold {
  /// Numbers that are added one after the other, in eight lanes.
  private static final int RUN = 128;

  /// Enough for 2^63 runs.
  private static final int LEVELS = 64;

  private static final BigInteger BIAS = BigInteger.ONE.shiftLeft(63);

  private final boolean biased;

  /// Sums of 2^level runs, where that bit of `runs` is set.
  private final double[] partial = new double[LEVELS];

  private long runs;

  /// The sum of integers, as a number of 128 bits.
  private long high;

  private long low;
  private long integers;

  /// @param form of the blocks
  SumFold(NumberStream.Form form) {
    this.biased = form == NumberStream.Form.UNSIGNED;
  }

  @Override
  public void add(double[] values, int from, int count) {
    for (int done = 0; done < count; done += RUN) {
      double sum = sum(values, from + done, Math.min(RUN, count - done));
      int level = 0;
      for (long carry = runs++; (carry & 1) != 0; carry >>>= 1) {
        sum = partial[level++] + sum;
      }
      partial[level] = sum;
    }
  }

  private static double sum(double[] values, int from, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int whole = from + (count & ~7);
    int i = from;
    for (; i < whole; i += 8) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
      e += values[i + 4];
      f += values[i + 5];
      g += values[i + 6];
      h += values[i + 7];
    }
    double sum = ((a + b) + (c + d)) + ((e + f) + (g + h));
    for (; i < from + count; i++) {
      sum += values[i];
    }
    return sum;
  }

  @Override
  public void add(long[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      long value = values[i];
      long next = low + value;
      // A carry out of the lower half, and the sign of the value.
      high += (value >> 63) + (Long.compareUnsigned(next, low) < 0 ? 1 : 0);
      low = next;
    }
    integers += count;
  }

  /// The sum, rounded once if it is one of integers.
  double value() {
    if (integers > 0) {
      return isLong() ? low : exact().doubleValue();
    }
    double sum = 0;
    for (int level = 0; runs >>> level != 0; level++) {
      sum += (runs >>> level & 1) != 0 ? partial[level] : 0;
    }
    return sum;
  }

  /// Whether [#longValue()] is the sum of integers.
  boolean isLong() {
    return high == low >> 63 && !biased;
  }

  long longValue() {
    return low;
  }

  /// The sum of integers.
  BigInteger exact() {
    BigInteger lower = BigInteger.valueOf(low).add(low < 0 ? BIAS.shiftLeft(1) : BigInteger.ZERO);
    BigInteger sum = BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(lower);
    return biased ? sum.add(BIAS.multiply(BigInteger.valueOf(integers))) : sum;
  }
}
