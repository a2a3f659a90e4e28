package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The bits of a bzip2 stream, the most significant bit of each byte first.
final class Bzip2Bits {
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final MemorySegment source;
  private final FilterContext context;
  private final long limit;
  private long position;

  Bzip2Bits(MemorySegment source, FilterContext context) {
    this.source = source;
    this.context = context;
    this.limit = source.byteSize() * Byte.SIZE;
  }

  /// The next `count` bits, 1 to 32, as an unsigned number.
  int read(int count) {
    int value = peek(count);
    skip(count);
    return value;
  }

  /// The next `count` bits without passing them; zeros past the end.
  int peek(int count) {
    long at = position >>> 3;
    long word = at <= source.byteSize() - Long.BYTES ? source.get(WORD, at) : tail(at);
    return (int) (word << (position & 7) >>> Long.SIZE - count);
  }

  /// Passes `count` bits.
  ///
  /// @throws io.hyperslab.error.FilterException if there are fewer
  void skip(int count) {
    position += count;
    if (position > limit) {
      throw context.malformed("bzip2 stream", "cut off at " + source.byteSize(), "complete");
    }
  }

  private long tail(long at) {
    long word = 0;
    for (long i = at; i < at + Long.BYTES; i++) {
      int next = i < source.byteSize() ? source.get(ValueLayout.JAVA_BYTE, i) & 0xFF : 0;
      word = word << Byte.SIZE | next;
    }
    return word;
  }
}
