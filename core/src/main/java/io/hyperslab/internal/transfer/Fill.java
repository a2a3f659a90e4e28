package io.hyperslab.internal.transfer;

import java.lang.foreign.MemorySegment;

/// Writes one element again and again: what parts of a dataset that were never written read as.
final class Fill {
  private static final long BLOCK = 1 << 16;

  private final MemorySegment element;
  private final boolean zero;

  /// A fill of one value.
  ///
  /// @param value one element as stored; nothing for zeros
  Fill(byte[] value) {
    this.element = MemorySegment.ofArray(value);
    boolean allZero = true;
    for (byte b : value) {
      allZero &= b == 0;
    }
    this.zero = allZero;
  }

  /// Whether the value is all zeros.
  boolean isZero() {
    return zero;
  }

  /// Fills `target`, whose size is a multiple of the element's.
  void fill(MemorySegment target) {
    long size = target.byteSize();
    if (zero || size == 0) {
      target.fill((byte) 0);
      return;
    }
    MemorySegment.copy(element, 0, target, 0, element.byteSize());
    long done = element.byteSize();
    // Doubles what is there, up to a block that stays in the processor's cache.
    long block = Math.max(element.byteSize(), BLOCK / element.byteSize() * element.byteSize());
    while (done < size) {
      long length = Math.min(Math.min(done, block), size - done);
      MemorySegment.copy(target, 0, target, done, length);
      done += length;
    }
  }

  /// Fills the elements of a box that do not lie in its corner at the origin.
  ///
  /// @param elements of the box, in C order
  /// @param shape the box's size
  /// @param inside the corner's size
  void fillOutside(MemorySegment elements, long[] shape, long[] inside) {
    long count = 1;
    for (long extent : shape) {
      count *= extent;
    }
    long size = elements.byteSize() / count;
    int last = shape.length - 1;
    long[] at = new long[shape.length];
    for (long row = 0; row < count / shape[last]; row++) {
      boolean rowInside = true;
      for (int axis = 0; axis < last; axis++) {
        rowInside &= at[axis] < inside[axis];
      }
      long from = rowInside ? inside[last] : 0;
      long start = row * shape[last];
      fill(elements.asSlice((start + from) * size, (shape[last] - from) * size));
      int axis = last - 1;
      while (axis >= 0 && ++at[axis] == shape[axis]) {
        at[axis--] = 0;
      }
    }
  }
}
