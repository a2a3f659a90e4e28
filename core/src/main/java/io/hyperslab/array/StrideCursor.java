package io.hyperslab.array;

import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Saturated;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Walks over strided elements in C order, and copies them to or from memory where they lie one
/// after the other. Belongs to one call.
final class StrideCursor {
  private final MemorySegment memory;
  private final long elementSize;

  /// Axes that follow each other without a gap are one here; there is at least one.
  private final long[] shape;

  private final long[] strides;
  private final long[] index;

  /// Where the element at `index` is.
  private long at;

  StrideCursor(MemorySegment memory, Strides elements, long elementSize) {
    this.memory = memory;
    this.elementSize = elementSize;
    Strides joined = elements.joined(elementSize);
    this.shape = joined.shape;
    this.strides = joined.strides;
    this.index = new long[shape.length];
    this.at = joined.offset;
  }

  /// The elements one after the other, in memory of their own.
  static MemorySegment packed(MemorySegment memory, Strides elements, long elementSize) {
    MemorySegment to =
        Memory.allocate(Saturated.multiply(elements.size, elementSize), "elements", -1);
    new StrideCursor(memory, elements, elementSize).gather(to, 0, elements.size);
    return to;
  }

  /// Copies the next elements to `to`, and goes past them.
  void gather(MemorySegment to, long offset, long count) {
    long target = offset;
    for (long left = count; left > 0; ) {
      long run = run(left);
      copy(memory, at, stride(), to, target, elementSize, elementSize, run);
      target += run * elementSize;
      left -= run;
      advance(run);
    }
  }

  /// Replaces the next elements by those in `from`, and goes past them.
  void scatter(MemorySegment from, long offset, long count) {
    long source = offset;
    for (long left = count; left > 0; ) {
      long run = run(left);
      copy(from, source, elementSize, memory, at, stride(), elementSize, run);
      source += run * elementSize;
      left -= run;
      advance(run);
    }
  }

  private long stride() {
    return strides[strides.length - 1];
  }

  /// How many of the next `count` elements are in the same row.
  private long run(long count) {
    int last = shape.length - 1;
    return Math.min(count, shape[last] - index[last]);
  }

  private void advance(long run) {
    int axis = shape.length - 1;
    index[axis] += run;
    at += run * strides[axis];
    while (axis > 0 && index[axis] == shape[axis]) {
      at -= index[axis] * strides[axis];
      index[axis--] = 0;
      index[axis]++;
      at += strides[axis];
    }
  }

  /// Copies `count` elements that lie `fromStride` and `toStride` bytes apart.
  static void copy(
      MemorySegment from,
      long fromOffset,
      long fromStride,
      MemorySegment to,
      long toOffset,
      long toStride,
      long size,
      long count) {
    if (fromStride == size && toStride == size || count == 1) {
      MemorySegment.copy(from, fromOffset, to, toOffset, count * size);
    } else if (size == Long.BYTES) {
      for (long i = 0; i < count; i++) {
        long value = from.get(ValueLayout.JAVA_LONG_UNALIGNED, fromOffset + i * fromStride);
        to.set(ValueLayout.JAVA_LONG_UNALIGNED, toOffset + i * toStride, value);
      }
    } else if (size == Integer.BYTES) {
      for (long i = 0; i < count; i++) {
        int value = from.get(ValueLayout.JAVA_INT_UNALIGNED, fromOffset + i * fromStride);
        to.set(ValueLayout.JAVA_INT_UNALIGNED, toOffset + i * toStride, value);
      }
    } else if (size == Short.BYTES) {
      for (long i = 0; i < count; i++) {
        short value = from.get(ValueLayout.JAVA_SHORT_UNALIGNED, fromOffset + i * fromStride);
        to.set(ValueLayout.JAVA_SHORT_UNALIGNED, toOffset + i * toStride, value);
      }
    } else if (size == 1) {
      for (long i = 0; i < count; i++) {
        byte value = from.get(ValueLayout.JAVA_BYTE, fromOffset + i * fromStride);
        to.set(ValueLayout.JAVA_BYTE, toOffset + i * toStride, value);
      }
    } else {
      for (long i = 0; i < count; i++) {
        MemorySegment.copy(from, fromOffset + i * fromStride, to, toOffset + i * toStride, size);
      }
    }
  }
}
