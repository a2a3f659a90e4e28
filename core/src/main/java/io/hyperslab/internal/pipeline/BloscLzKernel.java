package io.hyperslab.internal.pipeline;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Decodes BloscLZ, the codec of Blosc that descends from FastLZ.
///
/// | control byte | meaning |
/// |---|---|
/// | `000lllll` | `l + 1` literal bytes follow |
/// | `lllddddd … dddddddd` | repeat `l + 2` bytes from `d + 1` bytes back |
///
/// A match of `l` = 7 goes on with bytes that add to `l`, up to and with the first that is not 255.
/// A distance of all ones is followed by a 16-bit big-endian number to be added to it. The first
/// control byte always is one of literals, its upper three bits are the encoder's.
final class BloscLzKernel {
  private static final int LITERALS = 1 << 5;
  private static final int LONG_MATCH = 7;
  private static final int FAR = 0x1FFF;

  private final MemorySegment source;
  private final MemorySegment target;
  private final FilterContext context;
  private long position;

  private BloscLzKernel(MemorySegment source, MemorySegment target, FilterContext context) {
    this.source = source;
    this.target = target;
    this.context = context;
  }

  /// Decodes into `target` and returns how many bytes that were.
  static long decode(MemorySegment source, MemorySegment target, FilterContext context) {
    return new BloscLzKernel(source, target, context).decode();
  }

  private long decode() {
    int control = next() & LITERALS - 1;
    long size = copyLiterals(control, 0);
    while (position < source.byteSize()) {
      control = next();
      size += control < LITERALS ? copyLiterals(control, size) : copyMatch(control, size);
    }
    return size;
  }

  private long copyLiterals(int control, long at) {
    long length = control + 1L;
    requireRoom(at, length);
    if (length > source.byteSize() - position) {
      throw cutOff();
    }
    RunCopy.literals(source, position, target, at, length);
    position += length;
    return length;
  }

  private long copyMatch(int control, long at) {
    long length = (control >>> 5) + 2L;
    if (control >>> 5 == LONG_MATCH) {
      int more;
      do {
        more = next();
        length += more;
      } while (more == 0xFF);
    }
    int distance = (control & 0x1F) << Byte.SIZE | next();
    if (distance == FAR) {
      distance += next() << Byte.SIZE;
      distance += next();
    }
    distance++;
    requireRoom(at, length);
    if (distance > at) {
      throw context.malformed("distance of a back reference", distance, "at most " + at);
    }
    RunCopy.match(target, at, distance, length);
    return length;
  }

  private int next() {
    if (position >= source.byteSize()) {
      throw cutOff();
    }
    return source.get(ValueLayout.JAVA_BYTE, position++) & 0xFF;
  }

  private void requireRoom(long at, long length) {
    if (length > target.byteSize() - at) {
      throw context.malformed("decoded size", "at least " + (at + length), target.byteSize());
    }
  }

  private FilterException cutOff() {
    return context.malformed("BloscLZ data", "cut off at " + source.byteSize(), "complete");
  }
}
