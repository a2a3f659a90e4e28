package io.hyperslab.dataspace;

import java.util.Arrays;
import java.util.Optional;

/// A regular hyperslab: along each axis, `count` blocks of `block` elements whose starts are
/// `stride` apart (`FMT4 VIII.A`, hyperslab selection).
///
/// One axis may be *unlimited*: its count, or its block when the count is 1, is [#UNLIMITED], and
/// it goes on to wherever the shape ends. Clipping then takes what lies inside, a last block in
/// part where need be. The extents that virtual datasets with unlimited mappings have follow from
/// [#slices(long)] and [#extentOf(long, boolean)]. A *slice* is what one index along the unlimited
/// axis selects.
///
/// Immutable and thread-safe.
public final class Hyperslab implements Selection {
  /// As a count or a block: without end.
  public static final long UNLIMITED = -1;

  private final long[] start;
  private final long[] stride;
  private final long[] count;
  private final long[] block;
  private final int unlimitedAxis;

  private Hyperslab(long[] start, long[] stride, long[] count, long[] block) {
    this.start = start;
    this.stride = stride;
    this.count = count;
    this.block = block;
    int unlimited = -1;
    for (int axis = 0; axis < start.length; axis++) {
      requireValid(axis);
      if (count[axis] == UNLIMITED || block[axis] == UNLIMITED) {
        if (unlimited >= 0) {
          throw new IllegalArgumentException(
              "axes " + unlimited + " and " + axis + " are both unlimited");
        }
        unlimited = axis;
      }
    }
    unlimitedAxis = unlimited;
  }

  /// The hyperslab with these parameters, one of each for every axis.
  ///
  /// @param start the first index, 0 or more
  /// @param stride the distance between the starts of blocks, 1 or more
  /// @param count the number of blocks, 0 or more, or [#UNLIMITED]
  /// @param block the length of a block, 0 or more, or [#UNLIMITED] with a count of 1
  /// @throws IllegalArgumentException when the lengths differ or exceed 32, a value is outside of
  ///   its range, blocks overlap, more than one axis is unlimited, or an index is beyond a `long`
  public static Hyperslab of(long[] start, long[] stride, long[] count, long[] block) {
    int rank = start.length;
    if (stride.length != rank || count.length != rank || block.length != rank) {
      throw new IllegalArgumentException(
          "start, stride, count and block have "
              + rank
              + ", "
              + stride.length
              + ", "
              + count.length
              + " and "
              + block.length
              + " entries");
    }
    if (rank > Extents.MAX_RANK) {
      throw new IllegalArgumentException("a hyperslab has at most 32 axes, not " + rank);
    }
    return new Hyperslab(start.clone(), stride.clone(), count.clone(), block.clone());
  }

  private void requireValid(int axis) {
    boolean inRange =
        start[axis] >= 0
            && stride[axis] >= 1
            && count[axis] >= UNLIMITED
            && block[axis] >= UNLIMITED;
    boolean disjoint =
        block[axis] == UNLIMITED
            ? count[axis] == 1
            : count[axis] == 0 || count[axis] == 1 || stride[axis] >= block[axis];
    boolean endless = count[axis] == UNLIMITED && block[axis] == 0;
    if (!inRange || !disjoint || endless || !boundsFit(axis)) {
      throw new IllegalArgumentException("axis " + axis + " cannot be " + describe(axis));
    }
  }

  private boolean boundsFit(int axis) {
    if (count[axis] <= 0 || block[axis] <= 0) {
      return true;
    }
    long reach = (count[axis] - 1) * stride[axis];
    return Math.multiplyHigh(count[axis] - 1, stride[axis]) == 0
        && reach >= 0
        && reach + start[axis] >= 0
        && reach + start[axis] + block[axis] > 0;
  }

  /// The number of axes.
  public int rank() {
    return start.length;
  }

  /// A copy of the first index of each axis.
  public long[] start() {
    return start.clone();
  }

  /// A copy of the distances between the starts of blocks.
  public long[] stride() {
    return stride.clone();
  }

  /// A copy of the numbers of blocks, [#UNLIMITED] for one without end.
  public long[] count() {
    return count.clone();
  }

  /// A copy of the lengths of blocks, [#UNLIMITED] for one without end.
  public long[] block() {
    return block.clone();
  }

  /// The axis that has no end, or -1.
  public int unlimitedAxis() {
    return unlimitedAxis;
  }

  /// Whether every axis that has an end lies inside of `shape`; [#resolve(long[])] succeeds then.
  ///
  /// @throws IllegalArgumentException when the rank differs
  public boolean fitsIn(long[] shape) {
    Extents.requireRank("the hyperslab", start.length, shape);
    for (int axis = 0; axis < start.length; axis++) {
      if (axis != unlimitedAxis && last(axis) >= shape[axis]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<long[]> leastShape() {
    if (unlimitedAxis >= 0) {
      return Optional.empty();
    }
    long[] least = new long[start.length];
    for (int axis = 0; axis < least.length; axis++) {
      least[axis] = reach(axis);
    }
    return Optional.of(least);
  }

  /// The smallest extent of an axis that all its indices fit in; 0 when the axis is unlimited or
  /// has no index.
  ///
  /// @throws IndexOutOfBoundsException unless `0 <= axis < rank()`
  public long reach(int axis) {
    return axis == unlimitedAxis ? 0 : last(axis) + 1;
  }

  /// Exact: axes are independent of each other.
  @Override
  public boolean mayReach(long[] low, long[] high) {
    for (int axis = 0; axis < start.length; axis++) {
      if (atOrAfter(low[axis], axis) > high[axis]) {
        return false;
      }
    }
    return true;
  }

  /// The first selected index of an axis that is `index` or larger; `Long.MAX_VALUE` when there is
  /// none.
  private long atOrAfter(long index, int axis) {
    if (count[axis] == 0 || block[axis] == 0) {
      return Long.MAX_VALUE;
    }
    long distance = index - start[axis];
    if (distance <= 0) {
      return start[axis];
    }
    if (count[axis] == 1) {
      return block[axis] == UNLIMITED || distance < block[axis] ? index : Long.MAX_VALUE;
    }
    long number = distance / stride[axis];
    if (distance % stride[axis] >= block[axis]) {
      number++;
    }
    if (count[axis] != UNLIMITED && number >= count[axis]) {
      return Long.MAX_VALUE;
    }
    return Math.max(index, saturatedSum(start[axis], number, stride[axis], 0));
  }

  /// The elements that lie inside of `shape`. Only an unlimited axis is clipped.
  ///
  /// @throws IllegalArgumentException when the rank differs or the shape is none
  /// @throws IndexOutOfBoundsException when another axis reaches beyond the shape
  @Override
  public GridSelection resolve(long[] shape) {
    Extents.requireRank("the hyperslab", start.length, shape);
    AxisIndices[] axes = new AxisIndices[start.length];
    for (int axis = 0; axis < start.length; axis++) {
      if (axis == unlimitedAxis) {
        axes[axis] = clip(axis, shape[axis]);
      } else if (last(axis) >= shape[axis]) {
        throw Extents.outOfBounds(last(axis), axis, shape[axis]);
      } else {
        axes[axis] = AxisIndices.ofBlocks(start[axis], stride[axis], count[axis], block[axis]);
      }
    }
    return GridSelection.of(shape, axes);
  }

  private AxisIndices clip(int axis, long extent) {
    long indices = slices(extent);
    if (isContiguous(axis) || indices <= block[axis]) {
      return new IndexRange(start[axis], 1, indices);
    }
    return block[axis] == 1
        ? new IndexRange(start[axis], stride[axis], indices)
        : new IndexBlocks(start[axis], stride[axis], block[axis], 0, indices);
  }

  /// Whether an unlimited axis has no gaps.
  private boolean isContiguous(int axis) {
    return block[axis] == UNLIMITED || block[axis] == stride[axis];
  }

  /// The last index along an axis that has an end; -1 when there is none.
  private long last(int axis) {
    return count[axis] == 0 || block[axis] == 0
        ? -1
        : start[axis] + (count[axis] - 1) * stride[axis] + block[axis] - 1;
  }

  /// How many elements one slice has: the product over all axes but the unlimited one.
  ///
  /// @throws io.hyperslab.error.LimitExceededException when that is larger than a `long`
  public long elementsPerSlice() {
    long[] lengths = new long[start.length];
    for (int axis = 0; axis < start.length; axis++) {
      // A fixed axis has ascending indices up to a long, so its product cannot overflow.
      lengths[axis] = axis == unlimitedAxis ? 1 : count[axis] * block[axis];
    }
    return Extents.product(lengths, "number of elements of a slice");
  }

  /// How many indices the unlimited axis has below `extent`, those of a partial block included.
  ///
  /// @throws IllegalStateException when no axis is unlimited
  public long slices(long extent) {
    int axis = requireUnlimited();
    long room = extent - start[axis];
    if (room <= 0) {
      return 0;
    }
    if (isContiguous(axis)) {
      return room;
    }
    return room / stride[axis] * block[axis] + Math.min(room % stride[axis], block[axis]);
  }

  /// The smallest extent of the unlimited axis below which there are `slices` indices; or, with the
  /// gap that follows, the largest such extent.
  ///
  /// @param slices the number of indices, 0 or more
  /// @param withGap whether to include the unselected indices after a block that ends there
  /// @return the extent; `Long.MAX_VALUE` stands for any that is larger
  /// @throws IllegalStateException when no axis is unlimited
  public long extentOf(long slices, boolean withGap) {
    int axis = requireUnlimited();
    if (slices == 0) {
      return withGap ? start[axis] : 0;
    }
    if (isContiguous(axis)) {
      return saturatedSum(start[axis], 0, 1, slices);
    }
    long blocks = slices / block[axis];
    long rest = slices % block[axis];
    if (rest > 0 || withGap) {
      return saturatedSum(start[axis], blocks, stride[axis], rest);
    }
    return saturatedSum(start[axis], blocks - 1, stride[axis], block[axis]);
  }

  /// The extent of the unlimited axis at which this has as many slices as `other` has at
  /// `otherExtent`: how far a virtual dataset reaches when its source has that extent.
  ///
  /// libhdf5 counts a first block that is partial as whole here and then cannot read the dataset;
  /// this counts what is there.
  ///
  /// @param withGap see [#extentOf(long, boolean)]
  /// @throws IllegalStateException when either has no unlimited axis
  public long extentMatching(Hyperslab other, long otherExtent, boolean withGap) {
    return extentOf(other.slices(otherExtent), withGap);
  }

  /// The part with only one of the blocks along the unlimited axis.
  ///
  /// @param index which block, 0 or more
  /// @throws IllegalStateException when no count is unlimited
  /// @throws IllegalArgumentException when that block is beyond a `long`
  public Hyperslab blockAt(long index) {
    int axis = requireUnlimitedCount();
    long at = saturatedSum(start[axis], index, stride[axis], 0);
    if (index < 0 || at == Long.MAX_VALUE) {
      throw new IllegalArgumentException("block " + index + " of " + this);
    }
    long[] blockStart = start.clone();
    long[] one = count.clone();
    blockStart[axis] = at;
    one[axis] = 1;
    return new Hyperslab(blockStart, stride, one, block);
  }

  /// The number of the first block along the unlimited axis that is not wholly below `extent`.
  ///
  /// @throws IllegalStateException when no count is unlimited
  public long firstIncompleteBlock(long extent) {
    int axis = requireUnlimitedCount();
    long room = extent - start[axis];
    return room < block[axis] ? 0 : (room - block[axis]) / stride[axis] + 1;
  }

  private int requireUnlimited() {
    if (unlimitedAxis < 0) {
      throw new IllegalStateException("no axis is unlimited: " + this);
    }
    return unlimitedAxis;
  }

  private int requireUnlimitedCount() {
    if (unlimitedAxis < 0 || count[unlimitedAxis] != UNLIMITED) {
      throw new IllegalStateException("no count is unlimited: " + this);
    }
    return unlimitedAxis;
  }

  /// `first + times * step + more`, or `Long.MAX_VALUE` when that is larger.
  private static long saturatedSum(long first, long times, long step, long more) {
    long product = times * step;
    if (Math.multiplyHigh(times, step) != 0 || product < 0 || first + product < 0) {
      return Long.MAX_VALUE;
    }
    long sum = first + product + more;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hyperslab that
        && Arrays.equals(start, that.start)
        && Arrays.equals(stride, that.stride)
        && Arrays.equals(count, that.count)
        && Arrays.equals(block, that.block);
  }

  @Override
  public int hashCode() {
    int hash = 31 * Arrays.hashCode(start) + Arrays.hashCode(stride);
    return 31 * (31 * hash + Arrays.hashCode(count)) + Arrays.hashCode(block);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("hyperslab [");
    for (int axis = 0; axis < start.length; axis++) {
      text.append(axis == 0 ? "" : "; ").append(describe(axis));
    }
    return text.append(']').toString();
  }

  private String describe(int axis) {
    return "start "
        + start[axis]
        + " stride "
        + stride[axis]
        + " count "
        + (count[axis] == UNLIMITED ? "unlimited" : Long.toString(count[axis]))
        + " block "
        + (block[axis] == UNLIMITED ? "unlimited" : Long.toString(block[axis]));
  }
}
