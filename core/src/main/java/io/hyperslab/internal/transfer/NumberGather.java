package io.hyperslab.internal.transfer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Moves evenly spaced numbers to arrays, each kind in a loop of its own, which the compiler makes
/// as short as it can be. Offsets and steps of the source are in bytes, those of the target in
/// elements of the array; the caller has made sure that all numbers are inside of both.
final class NumberGather {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);
  private static final VarHandle FLOATS = view(float[].class);
  private static final VarHandle DOUBLES = view(double[].class);

  private NumberGather() {}

  private static VarHandle view(Class<?> numbers) {
    return MethodHandles.byteArrayViewVarHandle(numbers, ByteOrder.nativeOrder())
        .withInvokeExactBehavior();
  }

  private static byte @Nullable [] bytesOf(MemorySegment memory) {
    return memory.heapBase().orElse(null) instanceof byte[] bytes ? bytes : null;
  }

  /// Moves numbers from memory outside the heap, or from an array of bytes, to an array of numbers.
  ///
  /// @return whether the array's elements have that size, and the source is such memory; if not,
  ///   nothing was moved
  static boolean toNumbers(
      MemorySegment source,
      long from,
      long fromStep,
      Object array,
      int to,
      int toStep,
      int size,
      int count) {
    byte[] bytes = bytesOf(source);
    if (bytes == null && !source.isNative()) {
      return false;
    }
    int first = bytes == null ? 0 : Math.toIntExact(source.address() + from);
    int step = bytes == null || count == 1 ? 0 : Math.toIntExact(fromStep);
    switch (array) {
      case double[] target when size == Double.BYTES -> {
        if (bytes != null) {
          gather(bytes, first, step, target, to, toStep, count);
        } else {
          gather(source, from, fromStep, target, to, toStep, count);
        }
      }
      case long[] target when size == Long.BYTES -> {
        if (bytes != null) {
          gather(bytes, first, step, target, to, toStep, count);
        } else {
          gather(source, from, fromStep, target, to, toStep, count);
        }
      }
      case float[] target when size == Float.BYTES -> {
        if (bytes != null) {
          gather(bytes, first, step, target, to, toStep, count);
        } else {
          gather(source, from, fromStep, target, to, toStep, count);
        }
      }
      case int[] target when size == Integer.BYTES -> {
        if (bytes != null) {
          gather(bytes, first, step, target, to, toStep, count);
        } else {
          gather(source, from, fromStep, target, to, toStep, count);
        }
      }
      case short[] target when size == Short.BYTES -> {
        if (bytes != null) {
          gather(bytes, first, step, target, to, toStep, count);
        } else {
          gather(source, from, fromStep, target, to, toStep, count);
        }
      }
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

  /// Moves numbers to an array of bytes.
  ///
  /// @param size bytes of a number: 1, 2, 4 or 8
  static void toBytes(
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
