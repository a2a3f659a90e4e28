package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Copies of the short runs of bytes that formats of the Lempel-Ziv family consist of. Bytes of the
/// output behind a copy may be overwritten, too.
final class RunCopy {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Below this, a loop is done before a bulk copy has started.
  private static final long BULK = 128;

  /// By a distance below eight: what makes of its bytes a word in which they repeat.
  private static final long[] REPEAT = {
    0,
    0x0101010101010101L,
    0x0001000100010001L,
    0x0001000001000001L,
    0x0000000100000001L,
    0x0000010000000001L,
    0x0001000000000001L,
    0x0100000000000001L
  };

  /// By a distance below eight: how many bytes of such a word are whole repetitions.
  private static final int[] WHOLE_REPETITIONS = {0, 8, 8, 6, 8, 5, 6, 7};

  private RunCopy() {}

  /// Copies `length` bytes of `input` from `from` on to `output` at `at`. The caller has checked
  /// that all is inside of both.
  static void literals(MemorySegment input, long from, MemorySegment output, long at, long length) {
    if (length >= BULK) {
      MemorySegment.copy(input, from, output, at, length);
      return;
    }
    words(input, from, output, at, length);
  }

  /// Copies `length` bytes from `distance` bytes before `at` to `at`, front to back: where they
  /// overlap, copied bytes are copied again. The caller has checked that all is inside `output`.
  static void match(MemorySegment output, long at, long distance, long length) {
    if (distance < Long.BYTES) {
      repeat(output, at, (int) distance, length);
    } else if (length >= BULK && distance >= length) {
      MemorySegment.copy(output, at - distance, output, at, length);
    } else {
      words(output, at - distance, output, at, length);
    }
  }

  /// Copies word by word. Where there is room, the last word is a whole one, which saves a loop of
  /// unforeseeable length.
  private static void words(
      MemorySegment input, long from, MemorySegment output, long at, long length) {
    long room = Math.min(input.byteSize() - from, output.byteSize() - at);
    if (room >= length + 2 * Long.BYTES) {
      // Two at a time: most runs are shorter, and what is foreseen costs nothing.
      for (long done = 0; done < length; done += 2 * Long.BYTES) {
        output.set(LONG, at + done, input.get(LONG, from + done));
        output.set(LONG, at + done + Long.BYTES, input.get(LONG, from + done + Long.BYTES));
      }
      return;
    }
    long done = 0;
    for (; done <= length - Long.BYTES; done += Long.BYTES) {
      output.set(LONG, at + done, input.get(LONG, from + done));
    }
    for (; done < length; done++) {
      output.set(BYTE, at + done, input.get(BYTE, from + done));
    }
  }

  /// The same in an array that has 16 bytes more than `length` from `at` on.
  static void match(byte[] output, int at, int distance, int length) {
    if (distance < Long.BYTES) {
      long bytes =
          (long) WORD.get(output, at - distance) & -1L >>> Long.SIZE - distance * Byte.SIZE;
      long word = bytes * REPEAT[distance];
      int step = WHOLE_REPETITIONS[distance];
      for (int done = 0; done < length; done += step) {
        WORD.set(output, at + done, word);
      }
      return;
    }
    int from = at - distance;
    for (int done = 0; done < length; done += 2 * Long.BYTES) {
      WORD.set(output, at + done, (long) WORD.get(output, from + done));
      WORD.set(output, at + done + Long.BYTES, (long) WORD.get(output, from + done + Long.BYTES));
    }
  }

  /// Repeats the last `distance` bytes, fewer than eight of them.
  private static void repeat(MemorySegment output, long at, int distance, long length) {
    if (length == 0) {
      return; // some formats have matches of nothing, at no distance
    }
    long done = 0;
    if (output.byteSize() - at >= length + Long.BYTES) {
      long bytes = output.get(LONG, at - distance) & -1L >>> Long.SIZE - distance * Byte.SIZE;
      long word = bytes * REPEAT[distance];
      int step = WHOLE_REPETITIONS[distance];
      for (; done < length; done += step) {
        output.set(LONG, at + done, word);
      }
      return;
    }
    for (; done < length; done++) {
      output.set(BYTE, at + done, output.get(BYTE, at + done - distance));
    }
  }
}
