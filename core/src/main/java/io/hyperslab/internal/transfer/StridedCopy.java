package io.hyperslab.internal.transfer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Copies runs of bytes that are evenly spaced on both sides. Short ones, such as single numbers,
/// are moved one by one in a loop for their size; a copy of memory for each would take ten times as
/// long.
final class StridedCopy {
  /// Bytes that are put together before they go to memory of another kind.
  private static final int BUFFER = 1 << 13;

  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);
  private static final VarHandle FLOATS = view(float[].class);
  private static final VarHandle DOUBLES = view(double[].class);

  private StridedCopy() {}

  private static VarHandle view(Class<?> numbers) {
    return MethodHandles.byteArrayViewVarHandle(numbers, ByteOrder.nativeOrder())
        .withInvokeExactBehavior();
  }

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

  /// Numbers of any size go through an array of bytes, unless that is what they go to: few kinds of
  /// memory meet in one loop then, and it stays fast.
  private static void numbers(
      MemorySegment source,
      long from,
      long fromStep,
      MemorySegment target,
      long to,
      long toStep,
      int size,
      long count) {
    Object array = target.heapBase().orElse(null);
    if (array instanceof byte[] bytes) {
      int start = Math.toIntExact(target.address() + to);
      int step = count == 1 ? 0 : (int) toStep;
      gather(source, from, fromStep, bytes, start, step, size, (int) count);
    } else if (array != null
        && ((target.address() + to | toStep) & size - 1) == 0
        && toArray(
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
        gather(source, from + done * fromStep, fromStep, buffer, 0, size, size, some);
        MemorySegment.copy(buffer, 0, target, ValueLayout.JAVA_BYTE, to + done * size, some * size);
      }
    } else {
      for (long i = 0; i < count; i++) {
        MemorySegment.copy(source, from + i * fromStep, target, to + i * toStep, size);
      }
    }
  }

  /// Moves numbers from memory outside the heap, or from an array of bytes, to where an array has
  /// its elements.
  ///
  /// @return whether the array's elements have that size, and the numbers are in such memory; if
  ///   not, nothing was moved
  private static boolean toArray(
      MemorySegment source,
      long from,
      long fromStep,
      Object array,
      int to,
      int toStep,
      int size,
      int count) {
    if (source.heapBase().orElse(null) instanceof byte[] bytes) {
      int first = Math.toIntExact(source.address() + from);
      return toArray(bytes, first, count == 1 ? 0 : (int) fromStep, array, to, toStep, size, count);
    }
    if (!source.isNative()) {
      return false;
    }
    switch (array) {
      case double[] target when size == Double.BYTES ->
          gather(source, from, fromStep, target, to, toStep, count);
      case long[] target when size == Long.BYTES ->
          gather(source, from, fromStep, target, to, toStep, count);
      case float[] target when size == Float.BYTES ->
          gather(source, from, fromStep, target, to, toStep, count);
      case int[] target when size == Integer.BYTES ->
          gather(source, from, fromStep, target, to, toStep, count);
      case short[] target when size == Short.BYTES ->
          gather(source, from, fromStep, target, to, toStep, count);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean toArray(
      byte[] source,
      int from,
      int fromStep,
      Object array,
      int to,
      int toStep,
      int size,
      int count) {
    switch (array) {
      case double[] target when size == Double.BYTES ->
          gather(source, from, fromStep, target, to, toStep, count);
      case long[] target when size == Long.BYTES ->
          gather(source, from, fromStep, target, to, toStep, count);
      case float[] target when size == Float.BYTES ->
          gather(source, from, fromStep, target, to, toStep, count);
      case int[] target when size == Integer.BYTES ->
          gather(source, from, fromStep, target, to, toStep, count);
      case short[] target when size == Short.BYTES ->
          gather(source, from, fromStep, target, to, toStep, count);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void gather(
      byte[] source, int from, int step, double[] target, int to, int toStep, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i * toStep] = (double) DOUBLES.get(source, from + i * step);
    }
  }

  private static void gather(
      byte[] source, int from, int step, long[] target, int to, int toStep, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i * toStep] = (long) LONGS.get(source, from + i * step);
    }
  }

  private static void gather(
      byte[] source, int from, int step, float[] target, int to, int toStep, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i * toStep] = (float) FLOATS.get(source, from + i * step);
    }
  }

  private static void gather(
      byte[] source, int from, int step, int[] target, int to, int toStep, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i * toStep] = (int) INTS.get(source, from + i * step);
    }
  }

  private static void gather(
      byte[] source, int from, int step, short[] target, int to, int toStep, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i * toStep] = (short) SHORTS.get(source, from + i * step);
    }
  }

  private static void gather(
      MemorySegment source, long from, long step, double[] target, int to, int toStep, int count) {
    if (toStep == 1) {
      for (int i = 0; i < count; i++) {
        target[to + i] = source.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, from + i * step);
      }
    } else {
      for (int i = 0; i < count; i++) {
        target[to + i * toStep] = source.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, from + i * step);
      }
    }
  }

  private static void gather(
      MemorySegment source, long from, long step, long[] target, int to, int toStep, int count) {
    if (toStep == 1) {
      for (int i = 0; i < count; i++) {
        target[to + i] = source.get(ValueLayout.JAVA_LONG_UNALIGNED, from + i * step);
      }
    } else {
      for (int i = 0; i < count; i++) {
        target[to + i * toStep] = source.get(ValueLayout.JAVA_LONG_UNALIGNED, from + i * step);
      }
    }
  }

  private static void gather(
      MemorySegment source, long from, long step, float[] target, int to, int toStep, int count) {
    if (toStep == 1) {
      for (int i = 0; i < count; i++) {
        target[to + i] = source.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + i * step);
      }
    } else {
      for (int i = 0; i < count; i++) {
        target[to + i * toStep] = source.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + i * step);
      }
    }
  }

  private static void gather(
      MemorySegment source, long from, long step, int[] target, int to, int toStep, int count) {
    if (toStep == 1) {
      for (int i = 0; i < count; i++) {
        target[to + i] = source.get(ValueLayout.JAVA_INT_UNALIGNED, from + i * step);
      }
    } else {
      for (int i = 0; i < count; i++) {
        target[to + i * toStep] = source.get(ValueLayout.JAVA_INT_UNALIGNED, from + i * step);
      }
    }
  }

  private static void gather(
      MemorySegment source, long from, long step, short[] target, int to, int toStep, int count) {
    if (toStep == 1) {
      for (int i = 0; i < count; i++) {
        target[to + i] = source.get(ValueLayout.JAVA_SHORT_UNALIGNED, from + i * step);
      }
    } else {
      for (int i = 0; i < count; i++) {
        target[to + i * toStep] = source.get(ValueLayout.JAVA_SHORT_UNALIGNED, from + i * step);
      }
    }
  }

  private static void gather(
      MemorySegment source,
      long from,
      long fromStep,
      byte[] target,
      int to,
      int toStep,
      int size,
      int count) {
    if (source.heapBase().orElse(null) instanceof byte[] bytes) {
      int first = Math.toIntExact(source.address() + from);
      fromArray(bytes, first, count == 1 ? 0 : (int) fromStep, target, to, toStep, size, count);
    } else {
      fromSegment(source, from, fromStep, target, to, toStep, size, count);
    }
  }

  private static void fromArray(
      byte[] source,
      int from,
      int fromStep,
      byte[] target,
      int to,
      int toStep,
      int size,
      int count) {
    switch (size) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          target[to + i * toStep] = source[from + i * fromStep];
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          SHORTS.set(target, to + i * toStep, (short) SHORTS.get(source, from + i * fromStep));
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          INTS.set(target, to + i * toStep, (int) INTS.get(source, from + i * fromStep));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          LONGS.set(target, to + i * toStep, (long) LONGS.get(source, from + i * fromStep));
        }
      }
    }
  }

  private static void fromSegment(
      MemorySegment source,
      long from,
      long fromStep,
      byte[] target,
      int to,
      int toStep,
      int size,
      int count) {
    switch (size) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          target[to + i * toStep] = source.get(ValueLayout.JAVA_BYTE, from + i * fromStep);
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          short number = source.get(ValueLayout.JAVA_SHORT_UNALIGNED, from + i * fromStep);
          SHORTS.set(target, to + i * toStep, number);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          int number = source.get(ValueLayout.JAVA_INT_UNALIGNED, from + i * fromStep);
          INTS.set(target, to + i * toStep, number);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          long number = source.get(ValueLayout.JAVA_LONG_UNALIGNED, from + i * fromStep);
          LONGS.set(target, to + i * toStep, number);
        }
      }
    }
  }
}
