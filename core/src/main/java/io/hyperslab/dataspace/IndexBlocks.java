package io.hyperslab.dataspace;

import java.util.Objects;

/// Indices in blocks of equal length and distance, as one axis of a regular hyperslab has them. The
/// first block may lack its beginning and the last one its end.
///
/// @param start the first index of the first block, were it whole; 0 or more
/// @param stride the distance between the starts of blocks, larger than `block`
/// @param block the number of indices of a whole block, 1 or more
/// @param skip how many indices the first block lacks at its beginning, less than `block`
/// @param count the number of indices altogether
public record IndexBlocks(long start, long stride, long block, long skip, long count)
    implements AxisIndices {

  /// @throws IllegalArgumentException when the parts contradict each other or an index is
  ///   `Long.MAX_VALUE` or beyond
  public IndexBlocks {
    if (start < 0 || block < 1 || stride <= block || skip < 0 || skip >= block || count < 0) {
      throw new IllegalArgumentException(describe(start, stride, block, skip, count));
    }
    long last = count - 1 + skip;
    if (count > 0) {
      long reach = last / block * stride;
      boolean fits = last >= 0 && Math.multiplyHigh(last / block, stride) == 0 && reach >= 0;
      if (!fits || reach + start < 0 || reach + start + last % block + 1 <= 0) {
        throw new IllegalArgumentException(
            describe(start, stride, block, skip, count) + " leave the indices");
      }
    }
  }

  @Override
  public long at(long position) {
    long whole = position + skip;
    return start + whole / block * stride + whole % block;
  }

  @Override
  public long low() {
    return count == 0 ? 0 : start + skip;
  }

  @Override
  public long high() {
    return count == 0 ? -1 : at(count - 1);
  }

  @Override
  public long countBelow(long index) {
    long distance = index - start;
    if (index <= start || distance <= skip) {
      return 0;
    }
    long blocks = distance / stride;
    if (blocks > (skip + count) / block) {
      return count;
    }
    return Math.clamp(blocks * block + Math.min(distance % stride, block) - skip, 0, count);
  }

  @Override
  public long runLength(long position) {
    return Math.min(block - (position + skip) % block, count - position);
  }

  @Override
  public AxisIndices slice(long from, long to) {
    Objects.checkFromToIndex(from, to, count);
    if (to - from <= (from == to ? 0 : runLength(from))) {
      return new IndexRange(from == to ? 0 : at(from), 1, to - from);
    }
    long whole = from + skip;
    return new IndexBlocks(start + whole / block * stride, stride, block, whole % block, to - from);
  }

  @Override
  public AxisIndices shift(long delta) {
    return new IndexBlocks(start + delta, stride, block, skip, count);
  }

  @Override
  public String toString() {
    return describe(start, stride, block, skip, count);
  }

  private static String describe(long start, long stride, long block, long skip, long count) {
    return count
        + " indices in blocks of "
        + block
        + " every "
        + stride
        + " from "
        + start
        + (skip == 0 ? "" : " without the first " + skip);
  }
}
