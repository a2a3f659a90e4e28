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
    long size = 0;
    while (kernel.position < source.byteSize()) {
      size += kernel.decodeRun(target, size);
    }
    if (size != target.byteSize()) {
      throw context.malformed("decoded size", size, target.byteSize());
    }
  }

  private long decodeRun(MemorySegment target, long at) {
    int control = next();
    if (control < LITERALS) {
      long length = control + 1L;
      requireRoom(target, at, length);
      if (length > source.byteSize() - position) {
        throw cutOff();
      }
      RunCopy.literals(source, position, target, at, length);
      position += length;
      return length;
    }
    long length = matchLength(control);
    long distance = ((control & 0x1F) << Byte.SIZE | next()) + 1L;
    requireRoom(target, at, length);
    if (distance > at) {
      throw context.malformed("distance of a back reference", distance, "at most " + at);
    }
    RunCopy.match(target, at, distance, length);
    return length;
  }

  private long matchLength(int control) {
    int length = control >>> 5;
    return 2L + (length == LONG_MATCH ? LONG_MATCH + next() : length);
  }

  private int next() {
    if (position >= source.byteSize()) {
      throw cutOff();
    }
    return source.get(ValueLayout.JAVA_BYTE, position++) & 0xFF;
  }

  private void requireRoom(MemorySegment target, long at, long length) {
    if (length > target.byteSize() - at) {
      throw context.malformed("decoded size", "at least " + (at + length), target.byteSize());
    }
  }

  private FilterException cutOff() {
    return context.malformed("LZF data", "cut off at " + source.byteSize(), "complete");
  }
}
