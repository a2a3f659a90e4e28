package io.hyperslab.cli.h5stat;

import java.util.SortedMap;
import java.util.TreeMap;

/// How many things have each size: the small ones by size, all by the number of its digits.
final class Counts {
  private final long smallest;
  private final long largestSmall;
  private final SortedMap<Long, Long> small = new TreeMap<>();
  private final SortedMap<Integer, Long> digits = new TreeMap<>();
  private long largest;

  /// Sizes from `smallest` to `largestSmall` are counted one by one.
  Counts(long smallest, long largestSmall) {
    this.smallest = smallest;
    this.largestSmall = largestSmall;
  }

  /// Counts one.
  ///
  /// @param size not negative
  void add(long size) {
    if (size >= smallest && size <= largestSmall) {
      small.merge(size, 1L, Long::sum);
    }
    digits.merge(size == 0 ? 0 : Long.toString(size).length(), 1L, Long::sum);
    largest = Math.max(largest, size);
  }

  /// Of each small size that occurs, how many have it.
  SortedMap<Long, Long> small() {
    return small;
  }

  /// Of each number of digits that occurs, how many sizes have it; 0 has none.
  SortedMap<Integer, Long> digits() {
    return digits;
  }

  /// Whether anything was counted.
  boolean isEmpty() {
    return digits.isEmpty();
  }

  /// The largest size.
  long largest() {
    return largest;
  }
}
