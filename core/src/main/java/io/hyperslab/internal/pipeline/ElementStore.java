package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// How the bits of an element of 1 to 8 bytes lie in memory.
///
/// @param size bytes of an element
/// @param bigEndian whether the most significant byte comes first
record ElementStore(int size, boolean bigEndian) {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Stores the low bits of `value` at byte `offset` of `target`.
  void put(MemorySegment target, long offset, long value) {
    switch (size) {
      case 1 -> target.set(ValueLayout.JAVA_BYTE, offset, (byte) value);
      case 2 ->
          target.set(SHORT, offset, bigEndian ? Short.reverseBytes((short) value) : (short) value);
      case 4 ->
          target.set(INT, offset, bigEndian ? Integer.reverseBytes((int) value) : (int) value);
      case 8 -> target.set(LONG, offset, bigEndian ? Long.reverseBytes(value) : value);
      default -> putBytes(target, offset, value);
    }
  }

  /// The bits of the element at byte `offset` of `source`; those above its size are zero.
  long get(MemorySegment source, long offset) {
    return switch (size) {
      case 1 -> source.get(ValueLayout.JAVA_BYTE, offset) & 0xFFL;
      case 2 -> {
        short value = source.get(SHORT, offset);
        yield Short.toUnsignedLong(bigEndian ? Short.reverseBytes(value) : value);
      }
      case 4 -> {
        int value = source.get(INT, offset);
        yield Integer.toUnsignedLong(bigEndian ? Integer.reverseBytes(value) : value);
      }
      case 8 -> {
        long value = source.get(LONG, offset);
        yield bigEndian ? Long.reverseBytes(value) : value;
      }
      default -> getBytes(source, offset);
    };
  }

  private long getBytes(MemorySegment source, long offset) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      int place = bigEndian ? i : size - 1 - i;
      value = value << Byte.SIZE | source.get(ValueLayout.JAVA_BYTE, offset + place) & 0xFF;
    }
    return value;
  }

  private void putBytes(MemorySegment target, long offset, long value) {
    for (int i = 0; i < size; i++) {
      int place = bigEndian ? size - 1 - i : i;
      target.set(ValueLayout.JAVA_BYTE, offset + place, (byte) (value >>> (Byte.SIZE * i)));
    }
  }
}
