package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Reads bit fields from a segment, the least significant bit of each byte first, as zfp writes
/// them.
///
/// Bits past the end read as zeros and never throw: the caller asks [#isExhausted()] once per
/// block.
final class ZfpBits {
  private static final ValueLayout.OfLong LITTLE_ENDIAN_WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// How many bits of a word are left at least when the bits before the position are dropped.
  private static final int BITS_AT_HAND = Long.SIZE - (Byte.SIZE - 1);

  private final MemorySegment source;
  private final long lastWord;
  private final long limit;
  private long position;

  /// @param source the bits; bit 0 is the least significant bit of its first byte
  ZfpBits(MemorySegment source) {
    this.source = source;
    this.lastWord = source.byteSize() - Long.BYTES;
    this.limit = source.byteSize() * Byte.SIZE;
  }

  /// How many bits there are in all.
  long limit() {
    return limit;
  }

  /// How many bits were read or skipped.
  long position() {
    return position;
  }

  /// Whether more bits were read than there are.
  boolean isExhausted() {
    return position > limit;
  }

  /// Skips the bits before `target`, unless they were read already.
  void skipTo(long target) {
    position = Math.max(position, target);
  }

  boolean readBit() {
    return read(1) != 0;
  }

  /// The next `count` bits as an unsigned number, the first one least significant.
  ///
  /// @param count 0 to 64
  long read(int count) {
    if (count == 0) {
      return 0;
    }
    long at = position >>> 3;
    int skipped = (int) position & 7;
    long bits = word(at) >>> skipped;
    if (count > Long.SIZE - skipped) {
      bits |= word(at + Long.BYTES) << Long.SIZE - skipped;
    }
    position += count;
    return bits & -1L >>> Long.SIZE - count;
  }

  /// Counts the zero bits before the next one bit, and skips them and that bit. It looks at no more
  /// than `most` bits: when all of them are zeros, it skips and counts these.
  int countZeros(int most) {
    int zeros = 0;
    while (zeros < most) {
      long bits = word(position >>> 3) >>> (position & 7);
      int room = Math.min(most - zeros, BITS_AT_HAND);
      int found = Long.numberOfTrailingZeros(bits);
      if (found < room) {
        position += found + 1;
        return zeros + found;
      }
      position += room;
      zeros += room;
    }
    return zeros;
  }

  private long word(long at) {
    return at <= lastWord ? source.get(LITTLE_ENDIAN_WORD, at) : tail(at);
  }

  private long tail(long at) {
    long bits = 0;
    for (long i = source.byteSize() - 1; i >= at; i--) {
      bits = bits << Byte.SIZE | source.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
    }
    return bits;
  }
}
