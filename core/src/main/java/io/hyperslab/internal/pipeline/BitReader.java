package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads bit fields from a segment, the most significant bit of each byte first.
///
/// Bits past the end read as zeros and never throw, so that a kernel need not test every field: it
/// either knows beforehand how many bits it will read, or asks [#isExhausted()] once per block.
///
/// The bytes pass through an array, with zeros behind the last ones.
final class BitReader {
  private static final VarHandle BIG_ENDIAN_WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int WINDOW_BYTES = 1 << 13;

  /// Fields that are read in one go, of up to 64 bits.
  private static final int MOST_AT_ONCE = 64;

  /// What can be read from one place on without another look at the window.
  private static final int MARGIN = MOST_AT_ONCE * Long.BYTES + 2 * Long.BYTES;

  /// Bits that a word has at any rate, whatever bit of its first byte it starts with.
  private static final int SURE_BITS = Long.SIZE - Byte.SIZE + 1;

  private final MemorySegment source;
  private final long limit;
  private long position;

  /// Bytes of the source from `windowStart` on; from all up to `lastStart`, there are as many as
  /// the margin.
  private final byte[] window;

  private long windowStart;
  private int lastStart = -1;

  /// @param source the bits; bit 0 is the most significant bit of its first byte
  BitReader(MemorySegment source) {
    this.source = source;
    this.limit = source.byteSize() * Byte.SIZE;
    this.window = new byte[(int) Math.min(source.byteSize(), WINDOW_BYTES) + MARGIN];
  }

  /// Whether more bits were read than there are.
  boolean isExhausted() {
    return position > limit;
  }

  /// The next `count` bits as an unsigned number.
  ///
  /// @param count 1 to 64
  long read(int count) {
    int bit = bitInWindow();
    position += count;
    return bitsFrom(bit, count);
  }

  /// Sets `target[0]` to `target[number - 1]` to the next fields of `count` bits, 1 to 64.
  void read(long[] target, int number, int count) {
    int to = 0;
    for (int from = 0; from < number; from = to) {
      to = Math.min(number, from + MOST_AT_ONCE);
      int bit = bitInWindow();
      position += (long) (to - from) * count;
      if (4 * count <= SURE_BITS) {
        readShort(target, from, to, bit, count);
      } else {
        for (int i = from; i < to; i++) {
          target[i] = bitsFrom(bit, count);
          bit += count;
        }
      }
    }
  }

  /// Reads fields of which a word has four.
  private void readShort(long[] target, int from, int to, int firstBit, int count) {
    int shift = Long.SIZE - count;
    int bit = firstBit;
    int i = from;
    for (; i <= to - 4; i += 4) {
      long four = wordFrom(bit);
      target[i] = four >>> shift;
      target[i + 1] = four << count >>> shift;
      target[i + 2] = four << 2 * count >>> shift;
      target[i + 3] = four << 3 * count >>> shift;
      bit += 4 * count;
    }
    for (; i < to; i++) {
      target[i] = wordFrom(bit) >>> shift;
      bit += count;
    }
  }

  /// Counts the zero bits before the next one bit, and skips them and that bit. When there is no
  /// one bit left, the reader is exhausted and the count means nothing.
  int countZeros() {
    long start = position;
    while (position < limit) {
      long bits = wordFrom(bitInWindow());
      if (bits != 0) {
        position += Long.numberOfLeadingZeros(bits) + 1;
        return (int) Math.min(position - start - 1, Integer.MAX_VALUE);
      }
      position += Long.SIZE - (position & 7);
    }
    position = Math.max(position, limit + 1);
    return 0;
  }

  /// Sets `target[from]` to `target[to - 1]`, at most 32, to what [#countZeros()] yields, shifted
  /// left.
  void countZeros(int[] target, int from, int to, int shift) {
    int start = bitInWindow();
    int bit = start;
    int i = from;
    // Four at a time, without a branch: nearly always, a word has them all.
    for (; i <= to - 4; i += 4) {
      long rest = wordFrom(bit);
      int first = Long.numberOfLeadingZeros(rest);
      rest = rest << first << 1;
      int second = Long.numberOfLeadingZeros(rest);
      rest = rest << second << 1;
      int third = Long.numberOfLeadingZeros(rest);
      rest = rest << third << 1;
      int fourth = Long.numberOfLeadingZeros(rest);
      int used = first + second + third + fourth + 4;
      if (used > SURE_BITS) {
        break;
      }
      target[i] = first << shift;
      target[i + 1] = second << shift;
      target[i + 2] = third << shift;
      target[i + 3] = fourth << shift;
      bit += used;
    }
    position += bit - start;
    for (; i < to; i++) {
      target[i] = countZeros() << shift;
    }
  }

  /// Adds fields of `count` bits, 1 to 31, to `target[from]` to `target[to - 1]`, at most 32.
  void addFields(int[] target, int from, int to, int count) {
    int bit = bitInWindow();
    position += (long) (to - from) * count;
    int shift = Long.SIZE - count;
    int i = from;
    if (4 * count <= SURE_BITS) {
      for (; i <= to - 4; i += 4) {
        long four = wordFrom(bit);
        target[i] += (int) (four >>> shift);
        target[i + 1] += (int) (four << count >>> shift);
        target[i + 2] += (int) (four << 2 * count >>> shift);
        target[i + 3] += (int) (four << 3 * count >>> shift);
        bit += 4 * count;
      }
    }
    for (; i < to; i++) {
      target[i] += (int) (wordFrom(bit) >>> shift);
      bit += count;
    }
  }

  /// Where the next bit is in the window, after having brought it there.
  private int bitInWindow() {
    long at = (position >>> 3) - windowStart;
    if (at > lastStart) {
      load();
      at = 0;
    }
    return (int) at << 3 | (int) position & 7;
  }

  /// Fills the window from the next bit on.
  private void load() {
    windowStart = position >>> 3;
    long rest = Math.max(source.byteSize() - windowStart, 0);
    int count = (int) Math.min(rest, window.length - MARGIN);
    if (count > 0) {
      MemorySegment.copy(source, ValueLayout.JAVA_BYTE, windowStart, window, 0, count);
    }
    lastStart = count - MARGIN;
    if (count == rest) {
      Arrays.fill(window, count, count + MARGIN, (byte) 0);
      lastStart = count;
    }
  }

  /// The bits from a bit of the window on: 57 or more, then zeros.
  private long wordFrom(int bit) {
    return (long) BIG_ENDIAN_WORD.get(window, bit >>> 3) << (bit & 7);
  }

  private long bitsFrom(int bit, int count) {
    int skipped = bit & 7;
    long bits = wordFrom(bit);
    if (count > Long.SIZE - skipped) {
      bits |= (window[(bit >>> 3) + Long.BYTES] & 0xFFL) >>> Byte.SIZE - skipped;
    }
    return bits >>> Long.SIZE - count;
  }
}
