package io.hyperslab.datatype;

import java.util.Locale;

/// A floating-point number of any description (class 1). Its value is decoded by this description,
/// never by its size.
///
/// Bit positions count from the least significant bit of the stored bytes taken as one number.
///
/// @param size stored bytes, at least 1
/// @param order byte order
/// @param precision significant bits
/// @param bitOffset position of the lowest significant bit
/// @param lowPadding what the bits below hold
/// @param highPadding what the bits above hold
/// @param internalPadding what the bits between the fields hold
/// @param normalization how the mantissa's most significant bit is stored
/// @param signLocation position of the sign bit
/// @param exponentLocation position of the exponent's lowest bit
/// @param exponentSize bits of the exponent
/// @param exponentBias what is subtracted from the stored exponent; unsigned
/// @param mantissaLocation position of the mantissa's lowest bit
/// @param mantissaSize bits of the mantissa
public record FloatingPoint(
    long size,
    ByteOrder order,
    int precision,
    int bitOffset,
    BitPadding lowPadding,
    BitPadding highPadding,
    BitPadding internalPadding,
    Normalization normalization,
    int signLocation,
    int exponentLocation,
    int exponentSize,
    long exponentBias,
    int mantissaLocation,
    int mantissaSize)
    implements NumericType {
  /// IEEE 754 binary16, little-endian.
  public static final FloatingPoint FLOAT16 = ieee(2, ByteOrder.LITTLE_ENDIAN, 5);

  /// IEEE 754 binary32, little-endian: Java's `float`.
  public static final FloatingPoint FLOAT32 = ieee(4, ByteOrder.LITTLE_ENDIAN, 8);

  /// IEEE 754 binary64, little-endian: Java's `double`.
  public static final FloatingPoint FLOAT64 = ieee(8, ByteOrder.LITTLE_ENDIAN, 11);

  /// IEEE 754 binary128, little-endian.
  public static final FloatingPoint FLOAT128 = ieee(16, ByteOrder.LITTLE_ENDIAN, 15);

  /// bfloat16, little-endian: the upper half of a binary32.
  public static final FloatingPoint BFLOAT16 = ieee(2, ByteOrder.LITTLE_ENDIAN, 8);

  /// How the mantissa's most significant bit is stored.
  public enum Normalization {
    /// Every stored bit counts; nothing is implied.
    NONE,
    /// The most significant bit is stored and always set (x87 extended).
    MOST_SIGNIFICANT_BIT_SET,
    /// The most significant bit is set and not stored (IEEE 754).
    IMPLIED
  }

  /// A number laid out as IEEE 754 does: sign, exponent, mantissa from the top, bias half the
  /// exponent's range, leading bit implied, all bits used.
  public static FloatingPoint ieee(int size, ByteOrder order, int exponentSize) {
    int bits = 8 * size;
    int mantissaSize = bits - 1 - exponentSize;
    return new FloatingPoint(
        size,
        order,
        bits,
        0,
        BitPadding.ZERO,
        BitPadding.ZERO,
        BitPadding.ZERO,
        Normalization.IMPLIED,
        bits - 1,
        mantissaSize,
        exponentSize,
        (1L << exponentSize - 1) - 1,
        0,
        mantissaSize);
  }

  /// Whether this is exactly IEEE 754 binary16, 32, 64 or 128 in either plain byte order, paddings
  /// aside.
  public boolean isIeee() {
    int standardExponent = size == 2 ? 5 : size == 4 ? 8 : size == 8 ? 11 : size == 16 ? 15 : -1;
    if (standardExponent < 0 || exponentSize != standardExponent) {
      return false;
    }
    FloatingPoint ieee = ieee((int) size, order, standardExponent);
    return order != ByteOrder.VAX
        && precision == ieee.precision
        && bitOffset == 0
        && normalization == Normalization.IMPLIED
        && signLocation == ieee.signLocation
        && exponentLocation == ieee.exponentLocation
        && exponentBias == ieee.exponentBias
        && mantissaLocation == 0
        && mantissaSize == ieee.mantissaSize;
  }

  @Override
  public FloatingPoint bigEndian() {
    return in(ByteOrder.BIG_ENDIAN);
  }

  @Override
  public FloatingPoint littleEndian() {
    return in(ByteOrder.LITTLE_ENDIAN);
  }

  private FloatingPoint in(ByteOrder other) {
    return new FloatingPoint(
        size,
        other,
        precision,
        bitOffset,
        lowPadding,
        highPadding,
        internalPadding,
        normalization,
        signLocation,
        exponentLocation,
        exponentSize,
        exponentBias,
        mantissaLocation,
        mantissaSize);
  }

  @Override
  public String toString() {
    String name =
        isIeee()
            ? "float" + 8 * size
            : String.format(
                Locale.ROOT,
                "float%d{%d bits at %d, exponent %d, mantissa %d}",
                8 * size,
                precision,
                bitOffset,
                exponentSize,
                mantissaSize);
    return switch (order) {
      case LITTLE_ENDIAN -> name;
      case BIG_ENDIAN -> size > 1 ? name + " big-endian" : name;
      case VAX -> name + " VAX";
    };
  }
}
