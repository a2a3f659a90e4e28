package io.hyperslab.internal.pipeline;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Decodes LZO1X: a sequence of steps, each a back reference or nothing, then literal bytes.
///
/// | code byte | meaning |
/// |---|---|
/// | `lllddd ss`, `l` 2 to 7 | repeat `l + 1` bytes from `d + 1` back; `d` has 8 more bits, above |
/// | `001lllll` | repeat `l + 2` bytes from `d + 1` back; `d` and `s` follow in 16 bits |
/// | `0001dlll` | repeat `l + 2` bytes from `d + 16384` back, as before; `d` of 0 is the end |
/// | `0000llll` after no literals | `l + 3` literals |
/// | `0000ddss` after 1 to 3 literals | repeat 2 bytes from `d + 1` back; 8 more bits, above |
/// | `0000ddss` after more literals | repeat 3 bytes from `d + 2049` back; 8 more bits, above |
///
/// After a back reference come `s` literals. A length `l` of 0 is continued in bytes that follow:
/// it is the largest value of its field, 255 for every byte of zero, and the byte after these. A
/// first byte above 17 is the number of literals at the start, and 17 more.
final class LzoKernel {
  private static final int END_OF_FIRST_CODES = 17;
  private static final int FAR_DISTANCE = 1 << 14;
  private static final int DISTANCE_AFTER_LITERALS = 1 << 11;

  /// So many literals and more have the same effect on the code that follows.
  private static final long MANY_LITERALS = 4;

  private final MemorySegment source;
  private final FilterContext context;
  private long position;

  /// The step at hand; the first of its literals is at `position`.
  private long matchLength;

  private long distance;
  private long literals;

  /// How large a run is.
  ///
  /// @param encodedSize bytes of it, including the mark of its end
  /// @param decodedSize bytes that it decodes to
  record Extent(long encodedSize, long decodedSize) {}

  LzoKernel(MemorySegment source, FilterContext context) {
    this.source = source;
    this.context = context;
  }

  /// Walks over the run. Whether its back references are inside the data is not looked at.
  ///
  /// @throws FilterException if it has no end
  Extent measure() {
    long size = 0;
    start();
    do {
      size += matchLength + literals;
      position += literals;
    } while (nextStep());
    return new Extent(position, size);
  }

  /// Fills `target`, whose size is the measured one.
  ///
  /// @throws FilterException if a back reference is not inside the data
  void decode(MemorySegment target) {
    long at = 0;
    start();
    do {
      if (matchLength + literals > target.byteSize() - at) {
        throw context.malformed("decoded size", "over " + at, target.byteSize());
      }
      if (distance > at) {
        throw context.malformed("distance of a back reference", distance, "at most " + at);
      }
      RunCopy.match(target, at, distance, matchLength);
      at += matchLength;
      RunCopy.literals(source, position, target, at, literals);
      at += literals;
      position += literals;
    } while (nextStep());
  }

  /// Begins with a step of literals, perhaps none.
  private void start() {
    position = 0;
    int first = next();
    if (first > END_OF_FIRST_CODES) {
      become(0, 0, first - END_OF_FIRST_CODES);
    } else {
      position = 0;
      become(0, 0, 0);
    }
  }

  /// Reads the next step; false at the end.
  private boolean nextStep() {
    int code = next();
    if (code >= 1 << 6) {
      become((code >>> 5) + 1, (next() << 3) + (code >>> 2 & 7) + 1, code & 3);
    } else if (code >= 1 << 5) {
      long length = length(code, 0x1F) + 2;
      int word = nextWord();
      become(length, (word >>> 2) + 1, word & 3);
    } else if (code >= 1 << 4) {
      long length = length(code, 7) + 2;
      int word = nextWord();
      int far = ((code & 8) << 11) + (word >>> 2);
      become(length, far + FAR_DISTANCE, word & 3);
      return far != 0;
    } else if (literals == 0) {
      become(0, 0, length(code, 0xF) + 3);
    } else if (literals < MANY_LITERALS) {
      become(2, (next() << 2) + (code >>> 2) + 1, code & 3);
    } else {
      become(3, (next() << 2) + (code >>> 2) + 1 + DISTANCE_AFTER_LITERALS, code & 3);
    }
    return true;
  }

  private void become(long newMatchLength, long newDistance, long newLiterals) {
    if (newLiterals > source.byteSize() - position) {
      throw cutOff();
    }
    matchLength = newMatchLength;
    distance = newDistance;
    literals = newLiterals;
  }

  private long length(int code, int field) {
    long length = code & field;
    if (length == 0) {
      length = field;
      int more = next();
      while (more == 0) {
        length += 0xFF;
        more = next();
      }
      length += more;
    }
    return length;
  }

  private int nextWord() {
    return next() | next() << Byte.SIZE;
  }

  private int next() {
    if (position >= source.byteSize()) {
      throw cutOff();
    }
    return source.get(ValueLayout.JAVA_BYTE, position++) & 0xFF;
  }

  private FilterException cutOff() {
    return context.malformed("LZO data", "cut off at " + source.byteSize(), "complete");
  }
}
