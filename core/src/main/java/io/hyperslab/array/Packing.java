package io.hyperslab.array;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies strided elements into C order without gaps.
final class Packing {
  private static final long LARGEST_HEAP_SEGMENT = Integer.MAX_VALUE - 8L;

  private Packing() {}

  /// Memory of the garbage-collected kind, of any size.
  static MemorySegment allocate(long bytes) {
    return bytes <= LARGEST_HEAP_SEGMENT
        ? MemorySegment.ofArray(new byte[(int) bytes])
        : Arena.ofAuto().allocate(bytes, Long.BYTES);
  }

  /// A packed copy.
  static MemorySegment pack(MemorySegment from, Strides strides, long elementSize) {
    MemorySegment to = allocate(Math.multiplyExact(strides.size, elementSize));
    if (strides.size == 0) {
      return to;
    }
    // Trailing axes that follow each other without gaps are one run.
    long run = elementSize;
    int outer = strides.rank();
    while (outer > 0 && (strides.shape[outer - 1] == 1 || strides.strides[outer - 1] == run)) {
      run *= strides.shape[--outer];
    }
    if (outer == 0) {
      MemorySegment.copy(from, strides.offset, to, 0, run);
      return to;
    }
    int inner = outer - 1;
    long rowLength = strides.shape[inner];
    long[] index = new long[inner];
    long at = strides.offset;
    long target = 0;
    while (true) {
      copyRow(from, at, strides.strides[inner], to, target, rowLength, run);
      target += rowLength * run;
      int axis = inner - 1;
      while (axis >= 0 && index[axis] == strides.shape[axis] - 1) {
        at -= index[axis] * strides.strides[axis];
        index[axis--] = 0;
      }
      if (axis < 0) {
        return to;
      }
      index[axis]++;
      at += strides.strides[axis];
    }
  }

  private static void copyRow(
      MemorySegment from,
      long at,
      long stride,
      MemorySegment to,
      long target,
      long count,
      long run) {
    if (run == Long.BYTES) {
      for (long i = 0; i < count; i++) {
        long value = from.get(ValueLayout.JAVA_LONG_UNALIGNED, at + i * stride);
        to.set(ValueLayout.JAVA_LONG_UNALIGNED, target + i * Long.BYTES, value);
      }
    } else if (run == Integer.BYTES) {
      for (long i = 0; i < count; i++) {
        int value = from.get(ValueLayout.JAVA_INT_UNALIGNED, at + i * stride);
        to.set(ValueLayout.JAVA_INT_UNALIGNED, target + i * Integer.BYTES, value);
      }
    } else if (run == Short.BYTES) {
      for (long i = 0; i < count; i++) {
        short value = from.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + i * stride);
        to.set(ValueLayout.JAVA_SHORT_UNALIGNED, target + i * Short.BYTES, value);
      }
    } else if (run == 1) {
      for (long i = 0; i < count; i++) {
        to.set(ValueLayout.JAVA_BYTE, target + i, from.get(ValueLayout.JAVA_BYTE, at + i * stride));
      }
    } else {
      for (long i = 0; i < count; i++) {
        MemorySegment.copy(from, at + i * stride, to, target + i * run, run);
      }
    }
  }
}
