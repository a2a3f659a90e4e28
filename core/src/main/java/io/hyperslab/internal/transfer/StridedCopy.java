package io.hyperslab.internal.transfer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// Copies runs of bytes that are evenly spaced on both sides. Short ones, such as single numbers,
/// are moved one by one in a loop for their size; a copy of memory for each would take ten times as
/// long.
final class StridedCopy {
  /// Bytes that are put together before they go to memory of another kind.
  private static final int BUFFER = 1 << 13;

  private StridedCopy() {}

  /// Copies `count` runs of `length` bytes; all offsets and steps are in bytes. The segments do not
  /// overlap.
  static void copy(
      MemorySegment source,
      long from,
      long fromStep,
      MemorySegment target,
      long to,
      long toStep,
      long length,
      long count) {
    if (length == fromStep && length == toStep) {
      MemorySegment.copy(source, from, target, to, length * count);
    } else if (length <= Long.BYTES && Long.bitCount(length) == 1) {
      numbers(source, from, fromStep, target, to, toStep, (int) length, count);
    } else {
      for (long i = 0; i < count; i++) {
        MemorySegment.copy(source, from + i * fromStep, target, to + i * toStep, length);
      }
    }
  }

  /// Numbers that do not go to an array of bytes or of such numbers go through one of bytes: few
  /// kinds of memory meet in one loop then, and it stays fast.
  private static void numbers(
      MemorySegment source,
      long from,
      long fromStep,
      MemorySegment target,
      long to,
      long toStep,
      int size,
      long count) {
    if (count == 0) {
      return;
    }
    // The loops look at no more than the bounds of whole arrays.
    requireInside(source, from, fromStep, size, count);
    requireInside(target, to, toStep, size, count);
    Object array = target.heapBase().orElse(null);
    if (array instanceof byte[] bytes) {
      int start = Math.toIntExact(target.address() + to);
      int step = count == 1 ? 0 : (int) toStep;
      NumberGather.toBytes(source, from, fromStep, bytes, start, step, size, (int) count);
    } else if (array != null
        && ((target.address() + to | toStep) & size - 1) == 0
        && NumberGather.toNumbers(
            source,
            from,
            fromStep,
            array,
            (int) ((target.address() + to) / size),
            (int) (toStep / size),
            size,
            (int) count)) {
      return;
    } else if (toStep == size || count == 1) {
      int most = (int) Math.min(count, BUFFER / size);
      byte[] buffer = new byte[most * size];
      for (long done = 0; done < count; done += most) {
        int some = (int) Math.min(most, count - done);
        NumberGather.toBytes(source, from + done * fromStep, fromStep, buffer, 0, size, size, some);
        MemorySegment.copy(buffer, 0, target, ValueLayout.JAVA_BYTE, to + done * size, some * size);
      }
    } else {
      for (long i = 0; i < count; i++) {
        MemorySegment.copy(source, from + i * fromStep, target, to + i * toStep, size);
      }
    }
  }

  private static void requireInside(
      MemorySegment memory, long from, long step, int size, long count) {
    long last = Math.addExact(from, Math.multiplyExact(count - 1, step));
    Objects.checkFromToIndex(Math.min(from, last), Math.max(from, last) + size, memory.byteSize());
  }
}
