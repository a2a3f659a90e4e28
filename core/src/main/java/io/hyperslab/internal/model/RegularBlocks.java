package io.hyperslab.internal.model;

import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.internal.format.selection.SerializedSelection;
import java.util.Arrays;
import java.util.Optional;

/// Finds the regular hyperslab in a list of blocks. Region references of the old kind store every
/// hyperslab as a list (`FMT4 VIII.A`); libhdf5 takes those that are regular for what they were,
/// which keeps their axes.
final class RegularBlocks {
  private final SerializedSelection.BlockList blocks;
  private final int rank;

  private RegularBlocks(SerializedSelection.BlockList blocks) {
    this.blocks = blocks;
    this.rank = blocks.rank();
  }

  /// The hyperslab whose blocks these are, in C order; empty when there is none.
  static Optional<Hyperslab> of(SerializedSelection.BlockList blocks) {
    return blocks.count() == 0 ? Optional.empty() : new RegularBlocks(blocks).find();
  }

  private Optional<Hyperslab> find() {
    long[] start = Arrays.copyOf(blocks.starts(), rank);
    long[] stride = new long[rank];
    long[] count = new long[rank];
    long[] block = new long[rank];
    int inner = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      block[axis] = blocks.ends()[axis] - start[axis] + 1;
      count[axis] = steps(axis, inner, start[axis]);
      stride[axis] = count[axis] > 1 ? blocks.starts()[inner * rank + axis] - start[axis] : 1;
      inner *= (int) count[axis];
      if (block[axis] < 1 || count[axis] > 1 && stride[axis] < block[axis]) {
        return Optional.empty();
      }
      stride[axis] = Math.max(stride[axis], block[axis]);
    }
    return inner == blocks.count() && isGrid(start, stride, count, block)
        ? Optional.of(Hyperslab.of(start, stride, count, block))
        : Optional.empty();
  }

  /// How often an axis moves on before it starts again.
  ///
  /// @param inner after how many blocks it moves
  private long steps(int axis, int inner, long start) {
    int steps = 1;
    while ((long) steps * inner < blocks.count()
        && blocks.starts()[steps * inner * rank + axis] > start) {
      steps++;
    }
    return steps;
  }

  private boolean isGrid(long[] start, long[] stride, long[] count, long[] block) {
    for (int i = 0; i < blocks.count(); i++) {
      int rest = i;
      for (int axis = rank - 1; axis >= 0; axis--) {
        long first = start[axis] + rest % (int) count[axis] * stride[axis];
        rest /= (int) count[axis];
        int at = i * rank + axis;
        if (blocks.starts()[at] != first || blocks.ends()[at] != first + block[axis] - 1) {
          return false;
        }
      }
    }
    return true;
  }
}
