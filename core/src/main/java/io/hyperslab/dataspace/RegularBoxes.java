package io.hyperslab.dataspace;

import org.jspecify.annotations.Nullable;

/// Recognizes the boxes of a regular hyperslab in a list of boxes.
final class RegularBoxes {
  private final int rank;
  private final long[] corners;
  private final int boxes;

  private RegularBoxes(int rank, long[] corners) {
    this.rank = rank;
    this.corners = corners;
    this.boxes = corners.length / (2 * rank);
  }

  /// The hyperslab whose boxes these are, in C order; null if there is none.
  ///
  /// @param corners see [Selection#boxes(int, long...)]
  static @Nullable Hyperslab hyperslab(int rank, long[] corners) {
    return corners.length == 0 ? null : new RegularBoxes(rank, corners).find();
  }

  private @Nullable Hyperslab find() {
    long[] start = new long[rank];
    long[] stride = new long[rank];
    long[] count = new long[rank];
    long[] block = new long[rank];
    int period = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      int along = period < boxes ? countAlong(axis, period) : 1;
      start[axis] = first(0, axis);
      block[axis] = last(0, axis) - first(0, axis) + 1;
      stride[axis] = along == 1 ? block[axis] : first(period, axis) - first(0, axis);
      count[axis] = along;
      if (stride[axis] < block[axis]) {
        return null;
      }
      period *= along;
    }
    return period == boxes && matches(start, stride, count, block)
        ? Hyperslab.of(start, stride, count, block)
        : null;
  }

  /// How many of every `period`-th box, the first included, differ from it only along `axis`, and
  /// ascend there.
  private int countAlong(int axis, int period) {
    int along = 1;
    for (long box = period; box < boxes; box += period) {
      if (first((int) box, axis) <= first((int) box - period, axis) || differs((int) box, axis)) {
        return along;
      }
      along++;
    }
    return along;
  }

  private boolean differs(int box, int except) {
    for (int axis = 0; axis < rank; axis++) {
      if (axis != except && first(box, axis) != first(0, axis)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(long[] start, long[] stride, long[] count, long[] block) {
    long[] step = new long[rank];
    for (int box = 0; box < boxes; box++) {
      for (int axis = 0; axis < rank; axis++) {
        long first = first(box, axis);
        if (first != start[axis] + step[axis] * stride[axis]
            || last(box, axis) - first + 1 != block[axis]) {
          return false;
        }
      }
      for (int axis = rank - 1; axis >= 0 && ++step[axis] == count[axis]; axis--) {
        step[axis] = 0;
      }
    }
    return true;
  }

  private long first(int box, int axis) {
    return corners[2 * rank * box + axis];
  }

  private long last(int box, int axis) {
    return corners[2 * rank * box + rank + axis];
  }
}
