package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Writes bit fields to a segment, the most significant bit of each byte first.
///
/// Bits past the end are dropped and never throw, so that a kernel need not test every field: it
/// either knows beforehand how many bits it will write, or asks [#isOverfull()] once per block.
final class BitWriter {
  private static final ValueLayout.OfLong BIG_ENDIAN_WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final MemorySegment target;
  private long pending;
  private int pendingBits;
  private long position;

  BitWriter(MemorySegment target) {
    this.target = target;
  }

  /// Whether more bits were written than there is room for.
  boolean isOverfull() {
    return bytes() > target.byteSize();
  }

  /// How many bytes all bits so far take.
  long bytes() {
    return position + Math.ceilDiv(pendingBits, Byte.SIZE);
  }

  /// Writes the low `count` bits of `value`.
  ///
  /// @param count 1 to 64
  void write(long value, int count) {
    long bits = value << Long.SIZE - count;
    pending |= bits >>> pendingBits;
    pendingBits += count;
    if (pendingBits >= Long.SIZE) {
      put(Long.BYTES);
      pendingBits -= Long.SIZE;
      pending = pendingBits == 0 ? 0 : bits << count - pendingBits;
    }
  }

  /// Writes `zeros` zero bits and a one bit.
  void writeUnary(int zeros) {
    int left = zeros;
    for (; left >= Long.SIZE - 1; left -= Long.SIZE - 1) {
      write(0, Long.SIZE - 1);
    }
    write(1, left + 1);
  }

  /// Writes what is left, filled up to a whole byte with zeros. Nothing can be written after.
  void finish() {
    put(Math.ceilDiv(pendingBits, Byte.SIZE));
    pendingBits = 0;
    pending = 0;
  }

  private void put(int count) {
    if (count == Long.BYTES && position <= target.byteSize() - Long.BYTES) {
      target.set(BIG_ENDIAN_WORD, position, pending);
    } else {
      for (int i = 0; i < count && position + i < target.byteSize(); i++) {
        byte next = (byte) (pending >>> Long.SIZE - Byte.SIZE * (i + 1));
        target.set(ValueLayout.JAVA_BYTE, position + i, next);
      }
    }
    position += count;
  }
}
