package io.hyperslab.datatype;

import java.util.Locale;

/// An integer of any size, precision, offset, padding and byte order (class 0).
///
/// @param size stored bytes, at least 1
/// @param order byte order; never [ByteOrder#VAX]
/// @param signed whether the significant bits are a two's complement number
/// @param precision significant bits, at least 1
/// @param bitOffset position of the lowest significant bit
/// @param lowPadding what the bits below hold
/// @param highPadding what the bits above hold
public record FixedPoint(
    long size,
    ByteOrder order,
    boolean signed,
    int precision,
    int bitOffset,
    BitPadding lowPadding,
    BitPadding highPadding)
    implements NumericType {
  /// A signed 8-bit integer.
  public static final FixedPoint INT8 = of(1, ByteOrder.LITTLE_ENDIAN, true);

  /// A signed 16-bit integer, little-endian.
  public static final FixedPoint INT16 = of(2, ByteOrder.LITTLE_ENDIAN, true);

  /// A signed 32-bit integer, little-endian.
  public static final FixedPoint INT32 = of(4, ByteOrder.LITTLE_ENDIAN, true);

  /// A signed 64-bit integer, little-endian.
  public static final FixedPoint INT64 = of(8, ByteOrder.LITTLE_ENDIAN, true);

  /// An unsigned 8-bit integer.
  public static final FixedPoint UINT8 = of(1, ByteOrder.LITTLE_ENDIAN, false);

  /// An unsigned 16-bit integer, little-endian.
  public static final FixedPoint UINT16 = of(2, ByteOrder.LITTLE_ENDIAN, false);

  /// An unsigned 32-bit integer, little-endian.
  public static final FixedPoint UINT32 = of(4, ByteOrder.LITTLE_ENDIAN, false);

  /// An unsigned 64-bit integer, little-endian.
  public static final FixedPoint UINT64 = of(8, ByteOrder.LITTLE_ENDIAN, false);

  /// An integer that uses all bits of `size` bytes.
  public static FixedPoint of(int size, ByteOrder order, boolean signed) {
    return new FixedPoint(size, order, signed, 8 * size, 0, BitPadding.ZERO, BitPadding.ZERO);
  }

  @Override
  public FixedPoint bigEndian() {
    return in(ByteOrder.BIG_ENDIAN);
  }

  @Override
  public FixedPoint littleEndian() {
    return in(ByteOrder.LITTLE_ENDIAN);
  }

  private FixedPoint in(ByteOrder other) {
    return new FixedPoint(size, other, signed, precision, bitOffset, lowPadding, highPadding);
  }

  @Override
  public String toString() {
    String name = (signed ? "int" : "uint") + 8 * size;
    if (!isFullWidth()) {
      name += String.format(Locale.ROOT, "{%d bits at %d}", precision, bitOffset);
    }
    return order == ByteOrder.BIG_ENDIAN && size > 1 ? name + " big-endian" : name;
  }
}
