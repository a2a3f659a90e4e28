package io.hyperslab.dataspace;

import java.util.Arrays;
import java.util.OptionalLong;

/// What to take along one axis, as one entry of Python's `a[..., ...]`. Entries are put together by
/// [Selection#axes(Axis...)].
///
/// Negative indices count from the end of the axis. Immutable and thread-safe.
public sealed interface Axis {

  /// One index; the result has no such axis.
  ///
  /// @param index the index; negative from the end
  record Index(long index) implements Axis {
    @Override
    public String toString() {
      return Long.toString(index);
    }
  }

  /// Every index from `start` to before `stop` by `step`, clipped to the axis as Python does it. A
  /// negative step goes backwards, which h5py does not allow.
  ///
  /// @param start the first index; when absent, the end where the step begins
  /// @param stop the index to stop before; when absent, the other end
  /// @param step the difference, not 0
  record Slice(OptionalLong start, OptionalLong stop, long step) implements Axis {
    /// @throws IllegalArgumentException for a step of 0
    public Slice {
      if (step == 0) {
        throw new IllegalArgumentException("the step of a slice is 0");
      }
    }

    /// The same bounds with another step.
    ///
    /// @throws IllegalArgumentException for a step of 0
    public Slice by(long newStep) {
      return new Slice(start, stop, newStep);
    }

    @Override
    public String toString() {
      String bounds =
          (start.isPresent() ? start.getAsLong() : "")
              + ":"
              + (stop.isPresent() ? stop.getAsLong() : "");
      return step == 1 ? bounds : bounds + ":" + step;
    }
  }

  /// Blocks of indices, like h5py's `MultiBlockSlice`; they must lie inside of the axis.
  ///
  /// @param start the first index, 0 or more
  /// @param stride the distance between the starts of blocks, 1 or more
  /// @param count the number of blocks, 1 or more; when absent, as many whole ones as fit
  /// @param block the length of a block, from 1 to `stride`
  record Blocks(long start, long stride, OptionalLong count, long block) implements Axis {
    /// @throws IllegalArgumentException for a value outside of its range
    public Blocks {
      if (start < 0 || block < 1 || stride < block || count.orElse(1) < 1) {
        throw new IllegalArgumentException(describe(start, stride, count, block));
      }
    }

    @Override
    public String toString() {
      return describe(start, stride, count, block);
    }

    private static String describe(long start, long stride, OptionalLong count, long block) {
      return "blocks(start "
          + start
          + ", stride "
          + stride
          + ", count "
          + (count.isPresent() ? count.getAsLong() : "any")
          + ", block "
          + block
          + ")";
    }
  }

  /// The given indices in their order, repeated ones included.
  final class Listed implements Axis {
    private final long[] indices;

    private Listed(long[] indices) {
      this.indices = indices;
    }

    /// A copy of the indices, negative ones from the end.
    public long[] indices() {
      return indices.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Listed that && Arrays.equals(indices, that.indices);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(indices);
    }

    @Override
    public String toString() {
      return Arrays.toString(indices);
    }
  }

  /// The indices whose flag is set; there is one flag for each index of the axis.
  final class Mask implements Axis {
    private final boolean[] flags;

    private Mask(boolean[] flags) {
      this.flags = flags;
    }

    /// A copy of the flags.
    public boolean[] flags() {
      return flags.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Mask that && Arrays.equals(flags, that.flags);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(flags);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("[");
      for (boolean flag : flags) {
        text.append(text.length() == 1 ? "" : ", ").append(flag ? "True" : "False");
      }
      return text.append(']').toString();
    }
  }

  /// The entries that stand for no single axis of the shape.
  enum Filler implements Axis {
    /// As many whole axes as are left over.
    ELLIPSIS("..."),
    /// A new axis of extent 1.
    NEW_AXIS("None");

    private final String text;

    Filler(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// One index; the result loses this axis.
  static Index index(long index) {
    return new Index(index);
  }

  /// The whole axis.
  static Slice all() {
    return new Slice(OptionalLong.empty(), OptionalLong.empty(), 1);
  }

  /// `start:stop`.
  static Slice range(long start, long stop) {
    return range(start, stop, 1);
  }

  /// `start:stop:step`.
  ///
  /// @throws IllegalArgumentException for a step of 0
  static Slice range(long start, long stop, long step) {
    return new Slice(OptionalLong.of(start), OptionalLong.of(stop), step);
  }

  /// `start:`, to the end.
  static Slice from(long start) {
    return new Slice(OptionalLong.of(start), OptionalLong.empty(), 1);
  }

  /// `:stop`, from the beginning.
  static Slice until(long stop) {
    return new Slice(OptionalLong.empty(), OptionalLong.of(stop), 1);
  }

  /// The given indices in any order; repeated ones are kept. Several lists in one selection select
  /// the product of them, each along its own axis.
  static Listed list(long... indices) {
    return new Listed(indices.clone());
  }

  /// The indices whose flag is set.
  ///
  /// @param flags one flag for each index of the axis
  static Mask mask(boolean... flags) {
    return new Mask(flags.clone());
  }

  /// `count` blocks of `block` indices each.
  ///
  /// @throws IllegalArgumentException see [Blocks]
  static Blocks blocks(long start, long stride, long count, long block) {
    return new Blocks(start, stride, OptionalLong.of(count), block);
  }

  /// As many whole blocks as fit; at least one must.
  ///
  /// @throws IllegalArgumentException see [Blocks]
  static Blocks blocks(long start, long stride, long block) {
    return new Blocks(start, stride, OptionalLong.empty(), block);
  }

  /// `...`: every axis that no other entry stands for.
  static Axis ellipsis() {
    return Filler.ELLIPSIS;
  }

  /// numpy's `newaxis`: an axis of extent 1 that the shape does not have. h5py does not allow it.
  static Axis newAxis() {
    return Filler.NEW_AXIS;
  }
}
