package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Reads bit fields from a segment, the most significant bit of each byte first.
///
/// Bits past the end read as zeros and never throw, so that a kernel need not test every field: it
/// either knows beforehand how many bits it will read, or asks [#isExhausted()] once per block.
final class BitReader {
  private static final ValueLayout.OfLong BIG_ENDIAN_WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final MemorySegment source;
  private final long lastWord;
  private final long limit;
  private long position;

  /// @param source the bits; bit 0 is the most significant bit of its first byte
  BitReader(MemorySegment source) {
    this.source = source;
    this.lastWord = source.byteSize() - Long.BYTES;
    this.limit = source.byteSize() * Byte.SIZE;
  }

  /// Whether more bits were read than there are.
  boolean isExhausted() {
    return position > limit;
  }

  /// The next `count` bits as an unsigned number.
  ///
  /// @param count 1 to 64
  long read(int count) {
    long bits = bitsAt(position, count);
    position += count;
    return bits;
  }

  /// Counts the zero bits before the next one bit, and skips them and that bit. When there is no
  /// one bit left, the reader is exhausted and the count means nothing.
  int countZeros() {
    long start = position;
    while (position < limit) {
      long bits = wordFrom(position);
      if (bits != 0) {
        position += Long.numberOfLeadingZeros(bits) + 1;
        return (int) Math.min(position - start - 1, Integer.MAX_VALUE);
      }
      position += Long.SIZE - (position & 7);
    }
    position = limit + 1;
    return 0;
  }

  /// Sets `target[from]` to `target[to - 1]` to what [#countZeros()] yields, shifted left.
  void countZeros(int[] target, int from, int to, int shift) {
    // The bits of a word are used up before the next is loaded: a load per count would make every
    // count wait for memory.
    long rest = 0;
    for (int i = from; i < to; i++) {
      if (rest == 0) {
        rest = wordFrom(position);
      }
      int zeros = Long.numberOfLeadingZeros(rest);
      if (zeros == Long.SIZE) {
        zeros = countZeros();
      } else {
        position += zeros + 1;
        rest = rest << zeros << 1;
      }
      target[i] = zeros << shift;
    }
  }

  /// Adds fields of `count` bits, 1 to 31, to `target[from]` to `target[to - 1]`.
  void addFields(int[] target, int from, int to, int count) {
    long next = position;
    for (int i = from; i < to; i++) {
      target[i] += (int) bitsAt(next, count);
      next += count;
    }
    position = next;
  }

  private long bitsAt(long first, int count) {
    long bits = wordFrom(first);
    int skipped = (int) first & 7;
    if (count > Long.SIZE - skipped) {
      bits |= word((first >>> 3) + Long.BYTES) >>> (Long.SIZE - skipped);
    }
    return bits >>> (Long.SIZE - count);
  }

  /// The bits from `first` on: 57 or more, then zeros.
  private long wordFrom(long first) {
    return word(first >>> 3) << (first & 7);
  }

  private long word(long at) {
    return at <= lastWord ? source.get(BIG_ENDIAN_WORD, at) : tail(at);
  }

  private long tail(long at) {
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits <<= Byte.SIZE;
      if (at + i < source.byteSize()) {
        bits |= source.get(ValueLayout.JAVA_BYTE, at + i) & 0xFF;
      }
    }
    return bits;
  }
}
