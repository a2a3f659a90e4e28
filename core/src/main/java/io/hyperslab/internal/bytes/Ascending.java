package io.hyperslab.internal.bytes;

/// Puts many things in the order of numbers that belong to them, in a time that grows with how many
/// they are and with nothing else (a radix sort).
public final class Ascending {
  private static final int DIGIT = 11;
  private static final int MASK = (1 << DIGIT) - 1;

  private Ascending() {}

  /// The indices of the keys in ascending order of these; equal keys stay in their order.
  ///
  /// @param keys not negative
  public static int[] order(long[] keys) {
    int[] order = new int[keys.length];
    long all = 0;
    boolean sorted = true;
    for (int i = 0; i < keys.length; i++) {
      order[i] = i;
      all |= keys[i];
      sorted &= i == 0 || keys[i - 1] <= keys[i];
    }
    int[] from = order;
    int[] to = sorted ? order : new int[keys.length];
    for (int shift = 0; !sorted && shift < Long.SIZE && all >>> shift != 0; shift += DIGIT) {
      distribute(keys, shift, from, to);
      int[] swapped = from;
      from = to;
      to = swapped;
    }
    return from;
  }

  /// Sorts numbers by their upper bits; those that are the same there stay in their order.
  ///
  /// @param numbers not negative; may be changed
  /// @param lowest the lowest bit that counts
  /// @return the numbers in ascending order
  public static long[] sort(long[] numbers, int lowest) {
    long all = 0;
    boolean sorted = true;
    for (int i = 0; i < numbers.length; i++) {
      all |= numbers[i];
      sorted &= i == 0 || numbers[i - 1] >>> lowest <= numbers[i] >>> lowest;
    }
    long[] from = numbers;
    long[] to = sorted ? numbers : new long[numbers.length];
    for (int shift = lowest; !sorted && shift < Long.SIZE && all >>> shift != 0; shift += DIGIT) {
      int[] next = starts(from, shift);
      for (long number : from) {
        int digit = (int) (number >>> shift) & MASK;
        to[next[digit]] = number;
        next[digit]++;
      }
      long[] swapped = from;
      from = to;
      to = swapped;
    }
    return from;
  }

  /// Where the numbers of each digit begin.
  private static int[] starts(long[] numbers, int shift) {
    int[] starts = new int[MASK + 2];
    for (long number : numbers) {
      starts[(int) (number >>> shift & MASK) + 1]++;
    }
    for (int i = 0; i <= MASK; i++) {
      starts[i + 1] += starts[i];
    }
    return starts;
  }

  private static void distribute(long[] keys, int shift, int[] from, int[] to) {
    int[] next = starts(keys, shift);
    for (int index : from) {
      int digit = (int) (keys[index] >>> shift & MASK);
      to[next[digit]] = index;
      next[digit]++;
    }
  }
}
