package io.hyperslab.array;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Saturated;
import java.util.Arrays;

/// Where the elements of an array are: the element at an index is at `offset + sum(index *
/// stride)`. Strides are bytes and may be negative or 0.
///
/// Values; the arrays are never handed out or modified.
final class Strides {
  final long[] shape;
  final long[] strides;
  final long offset;
  final long size;

  private Strides(long[] shape, long[] strides, long offset, long size) {
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.size = size;
  }

  /// C order without gaps.
  ///
  /// @param available the bytes there are
  /// @throws IllegalArgumentException if a size is negative or the elements need more bytes
  static Strides packed(long[] shape, long elementSize, long available) {
    long size = 1;
    requireNotNegative(shape);
    boolean empty = Arrays.stream(shape).anyMatch(extent -> extent == 0);
    long[] strides = new long[shape.length];
    for (int axis = shape.length - 1; axis >= 0 && !empty; axis--) {
      strides[axis] = size * elementSize;
      if (size > available / Math.max(1, elementSize) / shape[axis]) {
        throw new IllegalArgumentException(
            "shape %s of %d-byte elements is larger than the %d bytes there are"
                .formatted(Arrays.toString(shape), elementSize, available));
      }
      size *= shape[axis];
    }
    if (!empty && elementSize > available) {
      throw new IllegalArgumentException(
          "an element of " + elementSize + " bytes is larger than " + available + " bytes");
    }
    return new Strides(shape.clone(), strides, 0, empty ? 0 : size);
  }

  private static void requireNotNegative(long[] shape) {
    for (long extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " is negative");
      }
    }
  }

  /// A number of elements that repeats others, so that no memory bounds it.
  private static long countable(long size, long[] shape) {
    if (size == Long.MAX_VALUE) {
      throw new LimitExceededException(
          null, -1, "number of elements", Arrays.toString(shape), "fewer than 2^63 - 1");
    }
    return size;
  }

  int rank() {
    return shape.length;
  }

  /// Whether the elements lie in C order without gaps.
  boolean isPacked(long elementSize) {
    long expected = elementSize;
    for (int axis = rank() - 1; axis >= 0 && size > 0; axis--) {
      if (shape[axis] != 1 && strides[axis] != expected) {
        return false;
      }
      expected *= shape[axis];
    }
    return true;
  }

  long offsetOf(long... index) {
    if (index.length != rank()) {
      throw new IndexOutOfBoundsException(index.length + " indices for an array of rank " + rank());
    }
    long at = offset;
    for (int axis = 0; axis < index.length; axis++) {
      if (index[axis] < 0 || index[axis] >= shape[axis]) {
        throw new IndexOutOfBoundsException(
            "index " + index[axis] + " on axis " + axis + " of size " + shape[axis]);
      }
      at += index[axis] * strides[axis];
    }
    return at;
  }

  /// The same elements, each `bytes` further on.
  Strides shifted(long bytes) {
    return new Strides(shape, strides, offset + bytes, size);
  }

  /// More axes at the end, packed inside each element.
  Strides appended(Strides inner) {
    long[] newShape = Arrays.copyOf(shape, rank() + inner.rank());
    long[] newStrides = Arrays.copyOf(strides, newShape.length);
    System.arraycopy(inner.shape, 0, newShape, rank(), inner.rank());
    System.arraycopy(inner.strides, 0, newStrides, rank(), inner.rank());
    long newSize = countable(Saturated.multiply(size, inner.size), newShape);
    return new Strides(newShape, newStrides, offset, newSize);
  }

  /// The axes in another order.
  ///
  /// @throws IllegalArgumentException if `axes` is no permutation
  Strides permuted(int... axes) {
    boolean[] seen = new boolean[rank()];
    long[] newShape = new long[rank()];
    long[] newStrides = new long[rank()];
    boolean complete = axes.length == rank();
    for (int i = 0; i < axes.length && complete; i++) {
      complete = axes[i] >= 0 && axes[i] < rank() && !seen[axes[i]];
      if (complete) {
        seen[axes[i]] = true;
        newShape[i] = shape[axes[i]];
        newStrides[i] = strides[axes[i]];
      }
    }
    if (!complete) {
      throw new IllegalArgumentException(
          Arrays.toString(axes) + " is no order of " + rank() + " axes");
    }
    return new Strides(newShape, newStrides, offset, size);
  }

  /// Every `step`-th of `count` elements of each axis from `first` on; steps may be negative.
  Strides sliced(long[] first, long[] step, long[] count) {
    long at = offset;
    long selected = 1;
    long[] newStrides = new long[rank()];
    for (int axis = 0; axis < rank(); axis++) {
      selected *= count[axis];
      newStrides[axis] = strides[axis] * step[axis];
    }
    for (int axis = 0; axis < rank() && selected > 0; axis++) {
      at += first[axis] * strides[axis];
    }
    return new Strides(count, newStrides, at, selected);
  }

  /// Adds and removes axes of extent 1.
  ///
  /// @param newShape the same extents but for those that are 1
  Strides squeezed(long[] newShape) {
    long[] newStrides = new long[newShape.length];
    int from = 0;
    for (int axis = 0; axis < newShape.length; axis++) {
      if (newShape[axis] != 1) {
        while (shape[from] == 1) {
          from++;
        }
        newStrides[axis] = strides[from++];
      }
    }
    return new Strides(newShape.clone(), newStrides, offset, size);
  }

  /// The same elements in the same order on as few axes as possible, but at least one: those that
  /// follow each other without a gap are joined.
  Strides joined(long elementSize) {
    long[] newShape = new long[Math.max(1, rank())];
    long[] newStrides = new long[newShape.length];
    int first = newShape.length;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      if (shape[axis] == 1) {
        continue;
      }
      boolean follows =
          first < newShape.length && strides[axis] == newShape[first] * newStrides[first];
      if (follows) {
        newShape[first] *= shape[axis];
      } else {
        newShape[--first] = shape[axis];
        newStrides[first] = strides[axis];
      }
    }
    if (first == newShape.length) {
      newShape[--first] = 1;
      newStrides[first] = elementSize;
    }
    return new Strides(
        Arrays.copyOfRange(newShape, first, newShape.length),
        Arrays.copyOfRange(newStrides, first, newStrides.length),
        offset,
        size);
  }

  /// The elements repeated along axes of extent 1 and along new axes in front, as numpy does it;
  /// the memory is not.
  ///
  /// @throws IllegalArgumentException if an extent of the shape is neither the new one nor 1, or a
  ///   new one is negative
  /// @throws LimitExceededException if a `long` cannot count the elements
  Strides broadcast(long[] newShape) {
    requireNotNegative(newShape);
    int added = newShape.length - rank();
    long[] newStrides = new long[newShape.length];
    long newSize = 1;
    boolean fits = added >= 0;
    for (int axis = 0; axis < newShape.length && fits; axis++) {
      int own = axis - added;
      fits = own < 0 || shape[own] == 1 || shape[own] == newShape[axis];
      newStrides[axis] = !fits || own < 0 || shape[own] == 1 ? 0 : strides[own];
      newSize = Saturated.multiply(newSize, newShape[axis]);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "shape %s cannot be broadcast to shape %s"
              .formatted(Arrays.toString(shape), Arrays.toString(newShape)));
    }
    return new Strides(newShape.clone(), newStrides, offset, countable(newSize, newShape));
  }

  /// The shape to which two shapes are broadcast.
  ///
  /// @throws IllegalArgumentException if there is none
  static long[] commonShape(long[] a, long[] b) {
    long[] common = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= common.length; i++) {
      long x = i <= a.length ? a[a.length - i] : 1;
      long y = i <= b.length ? b[b.length - i] : 1;
      if (x != y && x != 1 && y != 1) {
        throw new IllegalArgumentException(
            "shapes %s and %s cannot be broadcast to one shape: %d and %d on axis %d"
                .formatted(Arrays.toString(a), Arrays.toString(b), x, y, common.length - i));
      }
      common[common.length - i] = x == 1 ? y : x;
    }
    return common;
  }

  /// All other axes, joined where they can be, and then `axis`: two axes at least.
  Strides rowsAlong(int axis, long elementSize) {
    long[] newShape = new long[rank() - 1];
    long[] newStrides = new long[newShape.length];
    long count = 1;
    for (int i = 0; i < newShape.length; i++) {
      int from = i < axis ? i : i + 1;
      newShape[i] = shape[from];
      newStrides[i] = strides[from];
      count *= newShape[i];
    }
    Strides others = new Strides(newShape, newStrides, offset, count).joined(elementSize);
    long[] row = {shape[axis]};
    return others.appended(new Strides(row, new long[] {strides[axis]}, 0, row[0]));
  }

  /// A part of the last two axes.
  ///
  /// @param at where its first element is
  Strides tile(long at, long rows, long columns) {
    int last = rank() - 1;
    return new Strides(
        new long[] {rows, columns},
        new long[] {strides[last - 1], strides[last]},
        at,
        rows * columns);
  }
}
