package io.hyperslab.dataspace;

import io.hyperslab.error.LimitExceededException;
import java.util.Arrays;

/// Arithmetic on shapes that is exact or refused.
final class Extents {
  /// The most axes a dataspace can have (`H5S_MAX_RANK`).
  static final int MAX_RANK = 32;

  private Extents() {}

  /// The product of `extents`; 0 whenever one of them is 0, whatever the others are.
  ///
  /// @throws LimitExceededException when the product is larger than a `long`
  static long product(long[] extents, String item) {
    long product = 1;
    boolean overflow = false;
    for (long extent : extents) {
      if (extent == 0) {
        return 0;
      }
      overflow |= Math.multiplyHigh(product, extent) != 0 || product * extent < 0;
      product *= extent;
    }
    if (overflow) {
      throw new LimitExceededException(
          null, -1, item, Arrays.toString(extents), "a product of at most " + Long.MAX_VALUE);
    }
    return product;
  }

  /// Checks the rank, the sign of every extent and their product, and returns the product.
  ///
  /// @throws IllegalArgumentException for more than 32 axes or a negative extent
  /// @throws LimitExceededException when the product is larger than a `long`
  static long elementCount(long[] shape) {
    if (shape.length > MAX_RANK) {
      throw new IllegalArgumentException(
          "a shape has at most " + MAX_RANK + " axes, not " + shape.length);
    }
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] < 0) {
        throw new IllegalArgumentException(
            "the extent of axis " + axis + " is negative: " + shape[axis]);
      }
    }
    return product(shape, "number of elements of the shape");
  }

  /// @throws IllegalArgumentException when `shape` does not have `rank` axes
  static void requireRank(String what, int rank, long[] shape) {
    if (shape.length != rank) {
      throw new IllegalArgumentException(
          what
              + " has "
              + rank
              + " axes, but the shape "
              + Arrays.toString(shape)
              + " has "
              + shape.length);
    }
  }

  /// The index for which `index` stands: a negative one counts from the end.
  ///
  /// @throws IndexOutOfBoundsException unless `-size <= index < size`
  static long resolveIndex(long index, int axis, long size) {
    if (index >= size || index < -size) {
      throw outOfBounds(index, axis, size);
    }
    return index < 0 ? index + size : index;
  }

  /// The smallest extent that has `index`; there is none for the largest `long`, which is returned
  /// as it is.
  static long after(long index) {
    return index == Long.MAX_VALUE ? index : index + 1;
  }

  static IndexOutOfBoundsException outOfBounds(long index, int axis, long size) {
    return new IndexOutOfBoundsException(
        "index " + index + " is out of bounds for axis " + axis + " with size " + size);
  }
}
