package io.hyperslab.internal.copy;

import io.hyperslab.internal.bytes.Saturated;
import java.util.BitSet;
import java.util.TreeSet;

/// Which boxes of a grid over a dataset hold anything.
final class TouchedBoxes {
  /// Grids of more boxes than this keep the numbers of those touched, others a bit for each.
  private static final long MOST_BITS = 1L << 28;

  /// Takes a box.
  @FunctionalInterface
  interface BoxVisitor {
    void box(long[] offset, long[] size);
  }

  private final long[] shape;
  private final long[] grid;
  private final long[] counts;
  private final long total;
  private final BitSet bits = new BitSet();
  private final TreeSet<Long> numbers = new TreeSet<>();

  /// @param shape of the dataset, no dimension empty
  /// @param grid shape of a box
  TouchedBoxes(long[] shape, long[] grid) {
    this.shape = shape;
    this.grid = grid;
    this.counts = new long[shape.length];
    long product = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      counts[axis] = (shape[axis] - 1) / grid[axis] + 1;
      product = Saturated.multiply(product, counts[axis]);
    }
    this.total = product;
  }

  /// Touches the boxes that a part of the dataset lies in.
  void add(long[] offset, long[] size) {
    long[] first = new long[shape.length];
    long[] last = new long[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      first[axis] = offset[axis] / grid[axis];
      last[axis] = (offset[axis] + size[axis] - 1) / grid[axis];
    }
    long[] at = first.clone();
    int axis;
    do {
      touch(at);
      axis = shape.length - 1;
      while (axis >= 0 && at[axis] == last[axis]) {
        at[axis] = first[axis];
        axis--;
      }
      if (axis >= 0) {
        at[axis]++;
      }
    } while (axis >= 0);
  }

  private void touch(long[] box) {
    long number = 0;
    for (int axis = 0; axis < box.length; axis++) {
      number = number * counts[axis] + box[axis];
    }
    if (total <= MOST_BITS) {
      bits.set((int) number);
    } else {
      numbers.add(number);
    }
  }

  /// Whether every box is touched.
  boolean areAll() {
    return total <= MOST_BITS && bits.cardinality() == total;
  }

  /// Visits the boxes that are touched, in C order.
  void forEach(BoxVisitor visitor) {
    bits.stream().forEach(number -> visit(number, visitor));
    numbers.forEach(number -> visit(number, visitor));
  }

  private void visit(long number, BoxVisitor visitor) {
    long[] offset = new long[shape.length];
    long[] size = new long[shape.length];
    long rest = number;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      offset[axis] = rest % counts[axis] * grid[axis];
      size[axis] = Math.min(grid[axis], shape[axis] - offset[axis]);
      rest /= counts[axis];
    }
    visitor.box(offset, size);
  }
}
