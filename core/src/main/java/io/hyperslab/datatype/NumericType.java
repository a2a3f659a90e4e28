package io.hyperslab.datatype;

/// A datatype whose element is one field of bits in a stored number of bytes.
public sealed interface NumericType extends Datatype permits FixedPoint, FloatingPoint, Bitfield {
  /// The order of the stored bytes.
  ByteOrder order();

  /// The number of significant bits.
  int precision();

  /// The position of the lowest significant bit, counted from the least significant bit of the
  /// stored bytes.
  int bitOffset();

  /// What the bits below [#bitOffset()] hold.
  BitPadding lowPadding();

  /// What the bits above the significant ones hold.
  BitPadding highPadding();

  @Override
  default boolean hasIndirectData() {
    return false;
  }

  /// The same number, most significant byte first.
  NumericType bigEndian();

  /// The same number, least significant byte first.
  NumericType littleEndian();

  /// Whether every stored bit is significant.
  default boolean isFullWidth() {
    return bitOffset() == 0 && precision() == 8 * size();
  }
}
