package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies of the short runs of bytes that formats of the Lempel-Ziv family consist of. Bytes of the
/// output behind a copy may be overwritten, too.
final class RunCopy {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /// Below this, a loop is done before a bulk copy has started.
  private static final long BULK = 64;

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
    if (distance >= length) {
      literals(output, at - distance, output, at, length);
    } else if (distance >= Long.BYTES) {
      words(output, at - distance, output, at, length);
    } else if (distance == 1) {
      output.asSlice(at, length).fill(output.get(BYTE, at - 1));
    } else {
      for (long i = at; i < at + length; i++) {
        output.set(BYTE, i, output.get(BYTE, i - distance));
      }
    }
  }

  /// Copies word by word. Where there is room, the last word is a whole one, which saves a loop of
  /// unforeseeable length.
  private static void words(
      MemorySegment input, long from, MemorySegment output, long at, long length) {
    long room = Math.min(input.byteSize() - from, output.byteSize() - at);
    long end = room >= length + Long.BYTES ? length : length - Long.BYTES + 1;
    long done = 0;
    for (; done < end; done += Long.BYTES) {
      output.set(LONG, at + done, input.get(LONG, from + done));
    }
    for (; done < length; done++) {
      output.set(BYTE, at + done, input.get(BYTE, from + done));
    }
  }
}
