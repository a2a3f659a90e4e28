package io.hyperslab.tour;

/// The random numbers of `numpy.random.RandomState`: the Mersenne Twister MT19937, with which
/// tutorials make their data.
///
/// Not safe for use by several threads.
public final class RandomState {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int UPPER = 0x8000_0000;
  private static final int TWIST = 0x9908_b0df;
  private static final double TWO_TO_26 = 0x1p26;
  private static final double TWO_TO_53 = 0x1p53;

  private final int[] state = new int[SIZE];
  private int next = SIZE;
  private double spare = Double.NaN;

  /// The numbers that follow from a seed.
  public RandomState(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private int bits() {
    if (next == SIZE) {
      for (int i = 0; i < SIZE; i++) {
        int joined = (state[i] & UPPER) | (state[(i + 1) % SIZE] & ~UPPER);
        state[i] = state[(i + SHIFT) % SIZE] ^ (joined >>> 1) ^ ((joined & 1) == 0 ? 0 : TWIST);
      }
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c_5680;
    y ^= (y << 15) & 0xefc6_0000;
    return y ^ (y >>> 18);
  }

  /// The next number from 0 to 1, without 1.
  public double next() {
    int high = bits() >>> 5;
    int low = bits() >>> 6;
    return (high * TWO_TO_26 + low) / TWO_TO_53;
  }

  /// The next integer (`randint`).
  ///
  /// @param low the least one
  /// @param high more than the greatest one
  public int nextInt(int low, int high) {
    int range = high - 1 - low;
    int mask = -1 >>> Integer.numberOfLeadingZeros(range);
    int value;
    do {
      value = bits() & mask;
    } while (value > range);
    return low + value;
  }

  /// Integers; see [#nextInt(int, int)].
  public int[] ints(int count, int low, int high) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = nextInt(low, high);
    }
    return numbers;
  }

  /// The next number of the normal distribution with mean 0 and deviation 1 (`randn`).
  public double nextNormal() {
    if (!Double.isNaN(spare)) {
      double value = spare;
      spare = Double.NaN;
      return value;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * next() - 1;
      y = 2 * next() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
    spare = factor * x;
    return factor * y;
  }

  /// Numbers from 0 to 1 (`random_sample`).
  public double[] doubles(int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = next();
    }
    return numbers;
  }

  /// Numbers of the normal distribution (`randn`).
  public double[] normals(int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = nextNormal();
    }
    return numbers;
  }
}
