package io.hyperslab.bench.task;

/// Pseudo-random numbers (SplitMix64) that the program in C makes as well, so that elements and
/// positions are the same for all.
public final class Noise {
  /// Where the elements begin.
  public static final long WALK = 42;

  /// Where the positions begin.
  public static final long POSITIONS = 7;

  private long state;

  /// @param seed where the sequence begins
  public Noise(long seed) {
    state = seed;
  }

  /// The next number, any of 64 bits.
  public long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// A number from 0 to below the bound.
  public long below(long bound) {
    return (next() >>> 1) % bound;
  }

  /// A step of a random walk: less than 1/2, a multiple of 1/128.
  public double step() {
    return ((next() & 63) - 31.5) / 64;
  }

  /// A text of one to nineteen digits.
  public String text() {
    long number = next() >>> 1;
    return Long.toString(number >>> (number & 31));
  }
}
