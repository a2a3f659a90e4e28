package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Writes what LZF ([LzfKernel]) and BloscLZ ([BloscLzKernel]) have in common: literals in runs of
/// up to 32, each after a control byte.
abstract class RepeatWriter implements RepeatFinder.Sink {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LONGEST_RUN = 32;
  private static final int BUFFER_BYTES = 1 << 12;

  private final MemorySegment target;

  /// What comes after the `stored` bytes of the target: `count` bytes.
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private long stored;
  private int count;

  RepeatWriter(MemorySegment target) {
    this.target = target;
  }

  /// Has all in the target, and returns how many bytes it is.
  final long finish() {
    store();
    return stored;
  }

  @Override
  public final boolean literals(byte[] data, int from, int length) {
    if (!hasRoom(length + (length + LONGEST_RUN - 1) / LONGEST_RUN)) {
      return false;
    }
    if (length <= Long.BYTES) {
      putRun(data, from, length);
      return true;
    }
    int end = from + length;
    for (int start = from; start < end; start += LONGEST_RUN) {
      int run = Math.min(end - start, LONGEST_RUN);
      putRun(data, start, run);
    }
    return true;
  }

  private void putRun(byte[] data, int from, int length) {
    if (count > BUFFER_BYTES - 1 - LONGEST_RUN) {
      store();
    }
    int at = count + 1;
    buffer[count] = (byte) (length - 1);
    LONG.set(buffer, at, (long) LONG.get(data, from));
    if (length > Long.BYTES) {
      LONG.set(buffer, at + 8, (long) LONG.get(data, from + 8));
      LONG.set(buffer, at + 16, (long) LONG.get(data, from + 16));
      LONG.set(buffer, at + 24, (long) LONG.get(data, from + 24));
    }
    count = at + length;
  }

  /// Whether there is room for some more bytes.
  final boolean hasRoom(int more) {
    return stored + count + more <= target.byteSize();
  }

  /// Writes up to four bytes, for which there is room: those of `value`, the lowest first.
  final void put(int value, int bytes) {
    if (count > BUFFER_BYTES - Integer.BYTES) {
      store();
    }
    INT.set(buffer, count, value);
    count += bytes;
  }

  private void store() {
    MemorySegment.copy(buffer, 0, target, ValueLayout.JAVA_BYTE, stored, count);
    stored += count;
    count = 0;
  }
}
