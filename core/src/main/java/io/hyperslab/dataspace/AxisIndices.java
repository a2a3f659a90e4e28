package io.hyperslab.dataspace;

/// The sequence of indices that a [GridSelection] takes along one axis.
///
/// A *position* counts through the sequence in the order of the result, from 0. The same indices
/// can also be walked so that each chunk of the axis is met once: *step* `k` of the walk stands for
/// position [#walkPosition(long)]. Ranges, blocks and ascending lists are walked as they are; only
/// a list in another order is walked by ascending index, so there alone steps and positions differ.
///
/// To group an axis by chunk without allocating, start with `step = 0` and repeat
///
/// ```java
/// long end = axis.walkEnd(step, chunkSize);
/// long chunk = axis.walkIndex(step) / chunkSize; // all of step..end-1 lie in this chunk
/// step = end;
/// ```
///
/// Positions and steps handed in must lie in `0 <= p < count()`; otherwise the answer is
/// unspecified, or an [IndexOutOfBoundsException].
public sealed interface AxisIndices permits IndexRange, IndexBlocks, IndexList {

  /// Steps `from` to `to - 1` of a walk; empty when both are equal.
  record Span(long from, long to) {
    /// The number of steps.
    public long length() {
      return to - from;
    }
  }

  /// The indices `values` in that order; repeated ones are kept. An arithmetic sequence becomes an
  /// [IndexRange].
  ///
  /// @param values indices of 0 or more, copied
  static AxisIndices ofList(long... values) {
    return IndexList.of(values);
  }

  /// `count` blocks of `block` indices, whose starts are `stride` apart; adjoining ones become an
  /// [IndexRange].
  ///
  /// @throws IllegalArgumentException for a negative argument, overlapping blocks, or indices
  ///   beyond a `long`
  static AxisIndices ofBlocks(long start, long stride, long count, long block) {
    if (count < 0 || block < 0) {
      throw new IllegalArgumentException("negative count " + count + " or block " + block);
    }
    if (count <= 1 || block == 0 || stride == block) {
      return new IndexRange(start, 1, multiply(count, block));
    }
    return block == 1
        ? new IndexRange(start, stride, count)
        : new IndexBlocks(start, stride, block, 0, multiply(count, block));
  }

  private static long multiply(long count, long block) {
    if (Math.multiplyHigh(count, block) != 0 || count * block < 0) {
      throw new IllegalArgumentException(count + " blocks of " + block + " are beyond a long");
    }
    return count * block;
  }

  /// The number of indices, repeated ones included.
  long count();

  /// The index at `position`.
  long at(long position);

  /// The smallest index; 0 when there is none.
  long low();

  /// The largest index; -1 when there is none.
  long high();

  /// How many of the indices are smaller than `index`.
  long countBelow(long index);

  /// How many positions from `position` on, itself included, have indices that grow by exactly 1.
  long runLength(long position);

  /// The indices at positions `from` to `to - 1`.
  ///
  /// @throws IndexOutOfBoundsException unless `0 <= from <= to <= count()`
  AxisIndices slice(long from, long to);

  /// Every index plus `delta`.
  ///
  /// @throws IllegalArgumentException when an index becomes negative or overflows
  AxisIndices shift(long delta);

  /// Whether indices fall from position to position.
  default boolean isDescending() {
    return false;
  }

  /// Whether step and position are the same throughout.
  default boolean isWalkedInOrder() {
    return true;
  }

  /// The position that `step` of the walk stands for.
  default long walkPosition(long step) {
    return step;
  }

  /// The index at `step` of the walk.
  default long walkIndex(long step) {
    return at(walkPosition(step));
  }

  /// How many steps from `step` on, itself included, have both indices and positions that grow by
  /// exactly 1.
  ///
  /// @param most steps that are wanted: no more are looked at, and counted
  default long walkRunLength(long step, long most) {
    return Math.min(runLength(step), most);
  }

  /// The first step after `step` whose index lies in another chunk, or [#count()].
  ///
  /// @param chunkSize the chunk's extent along this axis, 1 or more
  default long walkEnd(long step, long chunkSize) {
    long base = walkIndex(step) / chunkSize * chunkSize;
    if (isDescending()) {
      return count() - countBelow(base);
    }
    return countBelow(base > Long.MAX_VALUE - chunkSize ? Long.MAX_VALUE : base + chunkSize);
  }

  /// The steps of the walk whose index lies in `low..high`, both included; always adjoining.
  default Span within(long low, long high) {
    long below = countBelow(low);
    long upTo = high < low ? below : high == Long.MAX_VALUE ? count() : countBelow(high + 1);
    return isDescending() ? new Span(count() - upTo, count() - below) : new Span(below, upTo);
  }

  /// The first position that has `index`, or -1.
  default long positionOf(long index) {
    long below = countBelow(index);
    if (below == count()) {
      return -1;
    }
    long position = walkPosition(isDescending() ? count() - 1 - below : below);
    return at(position) == index ? position : -1;
  }

  /// The smallest index that is `index` or larger; `Long.MAX_VALUE` when there is none.
  default long atOrAfter(long index) {
    long below = countBelow(index);
    if (below == count()) {
      return Long.MAX_VALUE;
    }
    return walkIndex(isDescending() ? count() - 1 - below : below);
  }
}
