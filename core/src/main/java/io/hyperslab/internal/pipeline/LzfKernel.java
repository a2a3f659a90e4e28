package io.hyperslab.internal.pipeline;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Decodes LZF, the format of liblzf: a sequence of literal runs and back references.
///
/// | control byte | meaning |
/// |---|---|
/// | `000lllll` | `l + 1` literal bytes follow |
/// | `lllddddd dddddddd` | repeat `l + 2` bytes, `l` 1 to 6, from `d + 1` bytes back |
/// | `111ddddd llllllll dddddddd` | repeat `l + 9` bytes from `d + 1` bytes back |
final class LzfKernel {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final int LITERALS = 1 << 5;
  private static final int LONG_MATCH = 7;

  private final MemorySegment source;
  private final FilterContext context;
  private long position;

  private LzfKernel(MemorySegment source, FilterContext context) {
    this.source = source;
    this.context = context;
  }

  /// How many bytes `source` decodes to, found by walking over its runs. Whether its back
  /// references are inside the data is not looked at.
  static long decodedSize(MemorySegment source, FilterContext context) {
    LzfKernel kernel = new LzfKernel(source, context);
    long size = 0;
    while (kernel.position < source.byteSize()) {
      int control = kernel.next();
      if (control < LITERALS) {
        size += control + 1;
        kernel.position += control + 1;
      } else {
        size += kernel.matchLength(control);
        kernel.next();
      }
    }
    return size;
  }

  /// Fills `target`.
  ///
  /// @throws io.hyperslab.error.FilterException if `source` is not LZF or of another decoded size
  static void decode(MemorySegment source, MemorySegment target, FilterContext context) {
    LzfKernel kernel = new LzfKernel(source, context);
    long size = kernel.decodeRuns(target);
    if (size != target.byteSize()) {
      throw context.malformed("decoded size", size, target.byteSize());
    }
  }

  private long decodeRuns(MemorySegment target) {
    // Locals and not fields: they stay in registers.
    long from = 0;
    long at = 0;
    long end = source.byteSize();
    while (from < end) {
      int control = source.get(BYTE, from++) & 0xFF;
      if (control < LITERALS) {
        int length = control + 1;
        if (length > target.byteSize() - at) {
          throw tooLong(at + length, target);
        }
        if (length > end - from) {
          throw cutOff();
        }
        RunCopy.literals(source, from, target, at, length);
        from += length;
        at += length;
        continue;
      }
      position = from;
      int length = matchLength(control);
      int distance = ((control & 0x1F) << Byte.SIZE | next()) + 1;
      from = position;
      if (length > target.byteSize() - at) {
        throw tooLong(at + length, target);
      }
      if (distance > at) {
        throw context.malformed("distance of a back reference", distance, "at most " + at);
      }
      RunCopy.match(target, at, distance, length);
      at += length;
    }
    return at;
  }

  private FilterException tooLong(long size, MemorySegment target) {
    return context.malformed("decoded size", "at least " + size, target.byteSize());
  }

  private int matchLength(int control) {
    int length = control >>> 5;
    return 2 + (length == LONG_MATCH ? LONG_MATCH + next() : length);
  }

  private int next() {
    if (position >= source.byteSize()) {
      throw cutOff();
    }
    return source.get(BYTE, position++) & 0xFF;
  }

  private FilterException cutOff() {
    return context.malformed("LZF data", "cut off at " + source.byteSize(), "complete");
  }
}
