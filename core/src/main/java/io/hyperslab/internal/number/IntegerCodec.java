package io.hyperslab.internal.number;

import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.error.UnsupportedFeatureException;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Integers of any size, precision, offset, order and signedness.
///
/// @param size stored bytes
/// @param order byte order
/// @param signed whether the significant bits are a two's complement number
/// @param precision significant bits
/// @param bitOffset position of the lowest significant bit
/// @param lowPadding what the bits below hold
/// @param highPadding what the bits above hold
public record IntegerCodec(
    long size,
    ByteOrder order,
    boolean signed,
    int precision,
    int bitOffset,
    BitPadding lowPadding,
    BitPadding highPadding)
    implements NumberCodec {
  /// Checks that the bits lie inside the element.
  public IntegerCodec {
    NumberCodec.checkField(size, order, bitOffset, Math.max(1, (long) precision), "integer's bits");
    if (precision < 1) {
      throw new UnsupportedFeatureException(
          "datatype", -1, "precision of an integer", Integer.toString(precision), "at least 1 bit");
    }
  }

  /// Whether the significant bits are a `long`'s or fewer.
  boolean isNarrow() {
    return precision <= 64;
  }

  /// Whether all bits count and the bytes are in one of the two plain orders.
  boolean isPlain() {
    return bitOffset == 0
        && precision == 8 * size
        && (size == 1 || size == 2 || size == 4 || size == 8)
        && order != ByteOrder.VAX;
  }

  @Override
  public boolean isInteger() {
    return true;
  }

  @Override
  public boolean alwaysLong() {
    return signed ? precision <= 64 : precision <= 63;
  }

  @Override
  public boolean alwaysDouble() {
    return signed ? precision <= 54 : precision <= 53;
  }

  /// The significant bits of a narrow integer, sign-extended when signed.
  long bitsAt(MemorySegment raw, long offset) {
    long bits =
        size <= 8
            ? StoredBits.load(raw, offset, size, order) >>> bitOffset & StoredBits.mask(precision)
            : StoredBits.extract(raw, offset, size, order, bitOffset, precision);
    return signed ? bits << 64 - precision >> 64 - precision : bits;
  }

  @Override
  public long longAt(MemorySegment raw, long offset) {
    if (!isNarrow()) {
      BigInteger value = bigIntegerAt(raw, offset);
      return value.bitLength() <= 63
          ? value.longValue()
          : value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    long bits = bitsAt(raw, offset);
    return bits < 0 && !signed ? Long.MAX_VALUE : bits;
  }

  @Override
  public boolean isLong(MemorySegment raw, long offset) {
    if (alwaysLong()) {
      return true;
    }
    return isNarrow() ? bitsAt(raw, offset) >= 0 : bigIntegerAt(raw, offset).bitLength() <= 63;
  }

  @Override
  public double doubleAt(MemorySegment raw, long offset) {
    return isNarrow()
        ? toDouble(bitsAt(raw, offset), signed)
        : bigIntegerAt(raw, offset).doubleValue();
  }

  @Override
  public float floatAt(MemorySegment raw, long offset) {
    return isNarrow()
        ? toFloat(bitsAt(raw, offset), signed)
        : bigIntegerAt(raw, offset).floatValue();
  }

  /// The nearest `double` of 64 bits that are signed or not.
  static double toDouble(long bits, boolean signed) {
    // Halving keeps the lowest bit as a sticky bit: 63 bits still decide the rounding to 53.
    return bits >= 0 || signed ? bits : (bits >>> 1 | bits & 1) * 2.0;
  }

  /// The nearest `float` of 64 bits that are signed or not.
  static float toFloat(long bits, boolean signed) {
    return bits >= 0 || signed ? bits : (bits >>> 1 | bits & 1) * 2.0f;
  }

  @Override
  public boolean isDouble(MemorySegment raw, long offset) {
    if (alwaysDouble()) {
      return true;
    }
    if (isNarrow()) {
      return isDouble(bitsAt(raw, offset), signed);
    }
    BigInteger magnitude = bigIntegerAt(raw, offset).abs();
    int length = magnitude.bitLength();
    return length <= 1024 && length - Math.max(0, magnitude.getLowestSetBit()) <= 53;
  }

  /// Whether 64 bits that are signed or not are exactly a `double`.
  static boolean isDouble(long bits, boolean signed) {
    long magnitude = signed && bits < 0 ? -bits : bits;
    return 64 - Long.numberOfLeadingZeros(magnitude) - Long.numberOfTrailingZeros(magnitude) <= 53;
  }

  /// The value.
  BigInteger bigIntegerAt(MemorySegment raw, long offset) {
    if (isNarrow()) {
      long bits = bitsAt(raw, offset);
      return signed ? BigInteger.valueOf(bits) : UnpackedNumber.unsigned(bits);
    }
    int bytes = (precision + 7 >>> 3) + 1;
    byte[] bigEndian = new byte[bytes];
    for (int i = 0; i < bytes - 1; i++) {
      int width = Math.min(8, precision - 8 * i);
      bigEndian[bytes - 1 - i] =
          (byte) StoredBits.extract(raw, offset, size, order, bitOffset + 8L * i, width);
    }
    BigInteger value = new BigInteger(bigEndian);
    return signed && value.testBit(precision - 1)
        ? value.subtract(BigInteger.ONE.shiftLeft(precision))
        : value;
  }

  @Override
  public BigDecimal bigDecimalAt(MemorySegment raw, long offset) {
    return new BigDecimal(bigIntegerAt(raw, offset));
  }

  @Override
  public void unpack(MemorySegment raw, long offset, UnpackedNumber into) {
    if (!isNarrow()) {
      into.setInteger(bigIntegerAt(raw, offset));
      return;
    }
    long bits = bitsAt(raw, offset);
    boolean negative = signed && bits < 0;
    into.setFinite(negative, 0, negative ? -bits : bits, 0);
  }

  @Override
  public void pack(UnpackedNumber value, MemorySegment raw, long offset) {
    if (isNarrow()) {
      putBits(value.toInteger(precision, signed), raw, offset);
    } else {
      putBits(value.toBigInteger(precision, signed), raw, offset);
    }
  }

  /// Stores an integer, clipped to the range.
  void pack(long bits, boolean isSigned, MemorySegment raw, long offset) {
    if (!isNarrow()) {
      pack(isSigned ? BigInteger.valueOf(bits) : UnpackedNumber.unsigned(bits), raw, offset);
      return;
    }
    boolean negative = isSigned && bits < 0;
    long largest = StoredBits.mask(signed ? precision - 1 : precision);
    if (negative) {
      putBits(signed ? Math.max(bits, ~largest) : 0, raw, offset);
    } else {
      putBits(Long.compareUnsigned(bits, largest) > 0 ? largest : bits, raw, offset);
    }
  }

  /// Whether an integer is in the range.
  boolean fits(long value) {
    if (value < 0) {
      return signed && (precision >= 64 || value >> precision - 1 == -1);
    }
    int magnitudeBits = signed ? precision - 1 : precision;
    return magnitudeBits >= 63 || value >> magnitudeBits == 0;
  }

  /// Stores an integer, clipped to the range.
  void pack(BigInteger value, MemorySegment raw, long offset) {
    BigInteger bound = BigInteger.ONE.shiftLeft(signed ? precision - 1 : precision);
    BigInteger smallest = signed ? bound.negate() : BigInteger.ZERO;
    putBits(value.min(bound.subtract(BigInteger.ONE)).max(smallest), raw, offset);
  }

  private void putBits(BigInteger value, MemorySegment raw, long offset) {
    putPadding(raw, offset);
    for (int done = 0; done < precision; done += 64) {
      int width = Math.min(64, precision - done);
      long bits = value.shiftRight(done).longValue();
      StoredBits.insert(raw, offset, size, order, bitOffset + (long) done, width, bits);
    }
  }

  private void putBits(long bits, MemorySegment raw, long offset) {
    if (isPlain()) {
      StoredBits.store(raw, offset, size, order == ByteOrder.LITTLE_ENDIAN, bits);
      return;
    }
    putPadding(raw, offset);
    StoredBits.insert(raw, offset, size, order, bitOffset, precision, bits);
  }

  private void putPadding(MemorySegment raw, long offset) {
    long top = (long) bitOffset + precision;
    StoredBits.fill(raw, offset, size, order, 0, bitOffset, lowPadding == BitPadding.ONE);
    StoredBits.fill(raw, offset, size, order, top, 8 * size - top, highPadding == BitPadding.ONE);
  }

  @Override
  public String text(MemorySegment raw, long offset) {
    return bigIntegerAt(raw, offset).toString();
  }
}
