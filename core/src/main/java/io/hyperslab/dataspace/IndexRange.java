package io.hyperslab.dataspace;

import java.util.Objects;

/// Indices `first, first + step, ...`: an arithmetic sequence, ascending or descending.
///
/// @param first the first index, 0 or more; 0 when there is none
/// @param step the difference, not 0; 1 when there are fewer than two indices
/// @param count the number of indices
public record IndexRange(long first, long step, long count) implements AxisIndices {

  /// @throws IllegalArgumentException for a step of 0, a negative count, or an index that is
  ///   negative or `Long.MAX_VALUE` and beyond
  public IndexRange {
    if (step == 0 || count < 0 || first < 0) {
      throw new IllegalArgumentException(
          "range from " + first + " by " + step + ", " + count + " times");
    }
    if (count <= 1) {
      first = count == 0 ? 0 : first;
      step = 1;
    }
    long reach = count == 0 ? 0 : step * (count - 1);
    boolean fits = Math.multiplyHigh(step, count - 1) == (reach >> 63);
    if (count > 0 && (!fits || first + reach < 0 || first + reach == Long.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "range from " + first + " by " + step + ", " + count + " times, leaves the indices");
    }
  }

  /// Whether this is every index of an axis of `extent`, in order.
  public boolean covers(long extent) {
    return count == extent && first == 0 && step == 1;
  }

  @Override
  public long at(long position) {
    return first + position * step;
  }

  private long last() {
    return first + (count - 1) * step;
  }

  @Override
  public long low() {
    return count > 0 && step < 0 ? last() : first;
  }

  @Override
  public long high() {
    return count == 0 ? -1 : step < 0 ? first : last();
  }

  @Override
  public boolean isDescending() {
    return step < 0;
  }

  @Override
  public long countBelow(long index) {
    long low = low();
    return index <= low ? 0 : Math.min(count, (index - low - 1) / Math.abs(step) + 1);
  }

  @Override
  public long runLength(long position) {
    return step == 1 ? count - position : 1;
  }

  @Override
  public IndexRange slice(long from, long to) {
    Objects.checkFromToIndex(from, to, count);
    return from == to ? new IndexRange(0, 1, 0) : new IndexRange(at(from), step, to - from);
  }

  @Override
  public IndexRange shift(long delta) {
    return count == 0 ? this : new IndexRange(first + delta, step, count);
  }

  /// Python's way to write it, with the true last index: `3..9 by 2`.
  @Override
  public String toString() {
    return count == 0 ? "empty" : first + ".." + last() + (step == 1 ? "" : " by " + step);
  }
}
