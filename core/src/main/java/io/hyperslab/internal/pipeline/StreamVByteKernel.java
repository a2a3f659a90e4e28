package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Decodes StreamVByte: unsigned numbers of at most 32 bits, without their leading zeros.
///
/// First come the keys of all numbers, 2 bits each, the least significant ones first, and filled up
/// to a byte. Then come the numbers in little-endian order. A key says how long its number is: one
/// byte and as many more, or, in the variant with nibbles, none, one, two or four nibbles, of which
/// the less significant half of a byte is the first.
final class StreamVByteKernel {
  private static final int KEYS_PER_BYTE = 4;
  private static final int KEY_BITS = 2;
  private static final int KEY = (1 << KEY_BITS) - 1;

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfInt LITTLE_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment stream;
  private final boolean nibbles;
  private final FilterContext context;

  /// @param stream the keys and the numbers
  /// @param nibbles whether it is the variant with nibbles
  StreamVByteKernel(MemorySegment stream, boolean nibbles, FilterContext context) {
    this.stream = stream;
    this.nibbles = nibbles;
    this.context = context;
  }

  /// The most bytes that `size` bytes of integers can be encoded in.
  ///
  /// @param integerSize bytes of an integer; 0 when they are not encoded
  static long largestEncodedSize(long size, int integerSize) {
    return integerSize == 0
        ? size
        : keyBytes(size / integerSize) + size / integerSize * Integer.BYTES;
  }

  private static long keyBytes(long count) {
    return (count + KEYS_PER_BYTE - 1) / KEYS_PER_BYTE;
  }

  /// Checks that the stream is as long as its keys say when it decodes to `size` bytes.
  ///
  /// @throws io.hyperslab.error.FilterException if it is longer or shorter
  void checkSize(long size, int integerSize) {
    if (size % integerSize != 0) {
      throw context.malformed("decoded size", size, "a multiple of " + integerSize);
    }
    long count = size / integerSize;
    if (keyBytes(count) > stream.byteSize()) {
      throw context.malformed(
          "encoded numbers", stream.byteSize() + " bytes", "keys of " + count + " numbers");
    }
    long units = 0;
    for (long i = 0; i < count; i++) {
      units += nibbles ? 1 << key(i) >> 1 : key(i) + 1;
    }
    long needed = keyBytes(count) + (nibbles ? (units + 1) / 2 : units);
    if (needed != stream.byteSize()) {
      throw context.malformed("encoded numbers", stream.byteSize() + " bytes", needed);
    }
  }

  /// Fills `target`, of the size that was checked, with little-endian integers.
  ///
  /// @param differences whether the numbers are what integers differ from the ones before them by,
  ///   0 before the first: even numbers stand for `n / 2`, odd ones for `-(n + 1) / 2`
  void decode(MemorySegment target, int integerSize, boolean differences) {
    ElementStore store = new ElementStore(integerSize, false);
    long count = target.byteSize() / integerSize;
    long at = 2 * keyBytes(count);
    int last = 0;
    for (long i = 0; i < count; i++) {
      int key = key(i);
      int number = nibbles ? nibbleNumber(at, key) : byteNumber(at >>> 1, key);
      at += nibbles ? 1 << key >> 1 : 2 * (key + 1);
      last = differences ? last + (number >>> 1 ^ -(number & 1)) : number;
      store.put(target, i * integerSize, last);
    }
  }

  private int key(long index) {
    int keys = stream.get(BYTE, index / KEYS_PER_BYTE);
    return keys >>> KEY_BITS * (index % KEYS_PER_BYTE) & KEY;
  }

  /// The number of `key + 1` bytes at byte `at`.
  private int byteNumber(long at, int key) {
    if (at + Integer.BYTES <= stream.byteSize()) {
      return stream.get(LITTLE_INT, at) & -1 >>> Integer.SIZE - Byte.SIZE * (key + 1);
    }
    int number = 0;
    for (int i = 0; i <= key; i++) {
      number |= (stream.get(BYTE, at + i) & 0xFF) << Byte.SIZE * i;
    }
    return number;
  }

  /// The number of none, one, two or four nibbles at nibble `at`.
  private int nibbleNumber(long at, int key) {
    int number = 0;
    for (int i = 0; i < 1 << key >> 1; i++) {
      int pair = stream.get(BYTE, at + i >>> 1);
      number |= (pair >>> 4 * (int) (at + i & 1) & 0xF) << 4 * i;
    }
    return number;
  }
}
