package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Writes bit fields to a segment, the most significant bit of each byte first.
///
/// Bits past the end are dropped and never throw, so that a kernel need not test every field: it
/// either knows beforehand how many bits it will write, or asks [#isOverfull()] once per block.
///
/// The bytes pass through an array. Every field is written there with the bits before it that do
/// not fill a byte, and zeros behind it.
final class BitWriter {
  private static final VarHandle BIG_ENDIAN_WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int BUFFER_BYTES = 1 << 12;

  /// Fields that are written in one go.
  private static final int MOST_AT_ONCE = 64;

  /// What can be written from one place on without another look at the buffer.
  private static final int MARGIN = (MOST_AT_ONCE + 1) * Long.BYTES;

  /// Bits that leave some of a word unused, whatever bit of its first byte they start with.
  private static final int SURE_BITS = Long.SIZE - Byte.SIZE;

  private final MemorySegment target;
  private final byte[] buffer = new byte[BUFFER_BYTES + MARGIN];

  /// Bytes of the target that are written.
  private long stored;

  /// The next bit in the buffer, and the bits of its byte before it, from the highest of a word on.
  private int next;

  private long pending;

  BitWriter(MemorySegment target) {
    this.target = target;
  }

  /// Whether more bits were written than there is room for.
  boolean isOverfull() {
    return bytes() > target.byteSize();
  }

  /// How many bytes all bits so far take.
  long bytes() {
    return stored + (next + Byte.SIZE - 1 >>> 3);
  }

  /// Writes the low `count` bits of `value`.
  ///
  /// @param count 1 to 64
  void write(long value, int count) {
    requireRoom();
    if (count > SURE_BITS) {
      put(value >>> Integer.SIZE, count - Integer.SIZE);
      put(value, Integer.SIZE);
    } else {
      put(value, count);
    }
  }

  /// Writes the low `count` bits, 1 to 64, of `source[0]` to `source[number - 1]`.
  void write(long[] source, int number, int count) {
    int to = 0;
    for (int from = 0; from < number; from = to) {
      to = Math.min(number, from + MOST_AT_ONCE);
      if (count > SURE_BITS) {
        for (int i = from; i < to; i++) {
          write(source[i], count);
        }
      } else {
        requireRoom();
        writeSure(source, from, to, count);
      }
    }
  }

  private void writeSure(long[] source, int from, int to, int count) {
    // Locals and not fields: they stay in registers.
    long word = pending;
    int bit = next;
    for (int i = from; i < to; i++) {
      int skipped = bit & 7;
      word |= source[i] << Long.SIZE - count >>> skipped;
      BIG_ENDIAN_WORD.set(buffer, bit >>> 3, word);
      bit += count;
      word <<= skipped + count & -Byte.SIZE;
    }
    pending = word;
    next = bit;
  }

  /// Writes the low `count` bits, 1 to 31, of `source[from]` to `source[to - 1]`, at most 64.
  void write(int[] source, int from, int to, int count) {
    requireRoom();
    long word = pending;
    int bit = next;
    for (int i = from; i < to; i++) {
      int skipped = bit & 7;
      word |= (long) source[i] << Long.SIZE - count >>> skipped;
      BIG_ENDIAN_WORD.set(buffer, bit >>> 3, word);
      bit += count;
      word <<= skipped + count & -Byte.SIZE;
    }
    pending = word;
    next = bit;
  }

  /// Writes `zeros` zero bits and a one bit.
  void writeUnary(int zeros) {
    int left = zeros;
    for (; left >= SURE_BITS; left -= SURE_BITS) {
      write(0, SURE_BITS);
    }
    write(1, left + 1);
  }

  /// Writes in unary what is left of `source[from]` to `source[to - 1]`, at most 64 numbers,
  /// shifted right.
  void writeUnary(int[] source, int from, int to, int shift) {
    requireRoom();
    long word = pending;
    int bit = next;
    for (int i = from; i < to; i++) {
      int count = (source[i] >>> shift) + 1;
      if (count > SURE_BITS) {
        pending = word;
        next = bit;
        for (int rest = i; rest < to; rest++) {
          writeUnary(source[rest] >>> shift);
        }
        return;
      }
      int skipped = bit & 7;
      word |= 1L << Long.SIZE - count >>> skipped;
      BIG_ENDIAN_WORD.set(buffer, bit >>> 3, word);
      bit += count;
      word <<= skipped + count & -Byte.SIZE;
    }
    pending = word;
    next = bit;
  }

  /// Writes what is left, filled up to a whole byte with zeros. Nothing can be written after.
  void finish() {
    BIG_ENDIAN_WORD.set(buffer, next >>> 3, pending);
    store(next + Byte.SIZE - 1 >>> 3);
    next = 0;
    pending = 0;
  }

  /// Has room in the buffer for as many fields as are written at once.
  private void requireRoom() {
    if (next >= BUFFER_BYTES * Byte.SIZE) {
      store(next >>> 3);
      next &= 7;
    }
  }

  /// @param count 1 to 56
  private void put(long value, int count) {
    int skipped = next & 7;
    pending |= value << Long.SIZE - count >>> skipped;
    BIG_ENDIAN_WORD.set(buffer, next >>> 3, pending);
    next += count;
    pending <<= skipped + count & -Byte.SIZE;
  }

  private void store(int count) {
    int fitting = Math.clamp(target.byteSize() - stored, 0, count);
    if (fitting > 0) {
      MemorySegment.copy(buffer, 0, target, ValueLayout.JAVA_BYTE, stored, fitting);
    }
    stored += count;
  }
}
