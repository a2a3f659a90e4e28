package io.hyperslab.internal.number;

import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.FloatingPoint.Normalization;
import io.hyperslab.error.UnsupportedFeatureException;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.MathContext;

/// Floating-point numbers of any description.
///
/// | stored exponent | stored mantissa | value |
/// | --- | --- | --- |
/// | all ones | zero; or only its top bit set, when that bit is not implied | infinity |
/// | all ones | anything else | NaN |
/// | zero | zero | zero |
/// | zero, leading bit implied | m | `m * 2^(1 - bias - mantissaSize)` |
/// | e, leading bit implied | m | `(m + 2^mantissaSize) * 2^(e - bias - mantissaSize)` |
/// | e, leading bit stored | m | `m * 2^(e - bias - mantissaSize + 1)` |
///
/// That is how libhdf5 reads every description, also of formats whose own definition spends the
/// topmost exponent on numbers (VAX, FP8 E4M3, FP6, FP4): the datatype cannot say so. In x87
/// extended, exponent 0 counts as 1, as the processor does.
public final class FloatCodec implements NumberCodec {
  private static final int LARGEST_EXPONENT_SIZE = 31;
  private static final int LARGEST_MANTISSA_SIZE = 127;
  private static final long LARGEST_BIAS = 1L << 33;

  private final FloatingPoint type;
  private final boolean implied;
  private final long smallestField;
  private final long allOnes;
  private final int precision;
  private final boolean alwaysDouble;
  private final boolean binary64;

  private FloatCodec(FloatingPoint type) {
    this.type = type;
    implied = type.normalization() == Normalization.IMPLIED;
    smallestField = implied || isX87(type) ? 1 : 0;
    allOnes = StoredBits.mask(type.exponentSize());
    precision = type.mantissaSize() + (implied ? 1 : 0);
    alwaysDouble =
        precision <= 53
            && smallestField - type.exponentBias() - precision + 1 >= -1074
            && allOnes - 1 - type.exponentBias() <= 1023;
    binary64 = alwaysDouble && type.size() == 8 && type.isIeee();
  }

  private static boolean isX87(FloatingPoint type) {
    return type.normalization() == Normalization.MOST_SIGNIFICANT_BIT_SET
        || type.normalization() == Normalization.NONE
            && type.mantissaSize() == 64
            && type.exponentSize() == 15
            && type.exponentBias() == 16383;
  }

  /// The codec of a description.
  static FloatCodec of(FloatingPoint type) {
    long size = type.size();
    NumberCodec.checkField(size, type.order(), type.bitOffset(), type.precision(), "precision");
    NumberCodec.checkField(size, type.order(), type.signLocation(), 1, "sign bit");
    NumberCodec.checkField(
        size, type.order(), type.exponentLocation(), type.exponentSize(), "exponent");
    NumberCodec.checkField(
        size, type.order(), type.mantissaLocation(), type.mantissaSize(), "mantissa");
    if (type.exponentSize() < 1 || type.exponentSize() > LARGEST_EXPONENT_SIZE) {
      throw unsupported("exponent size", type.exponentSize(), "1 to " + LARGEST_EXPONENT_SIZE);
    }
    int smallestMantissa = type.normalization() == Normalization.IMPLIED ? 0 : 1;
    if (type.mantissaSize() < smallestMantissa || type.mantissaSize() > LARGEST_MANTISSA_SIZE) {
      throw unsupported("mantissa size", type.mantissaSize(), "at most " + LARGEST_MANTISSA_SIZE);
    }
    if (type.exponentBias() < 0 || type.exponentBias() > LARGEST_BIAS) {
      throw unsupported("exponent bias", type.exponentBias(), "32 bits");
    }
    return new FloatCodec(type);
  }

  private static UnsupportedFeatureException unsupported(String item, long found, String expected) {
    return new UnsupportedFeatureException("datatype", -1, item, Long.toString(found), expected);
  }

  /// The description.
  FloatingPoint type() {
    return type;
  }

  @Override
  public long size() {
    return type.size();
  }

  @Override
  public boolean isInteger() {
    return false;
  }

  @Override
  public boolean alwaysLong() {
    return false;
  }

  @Override
  public boolean alwaysDouble() {
    return alwaysDouble;
  }

  @Override
  public void unpack(MemorySegment raw, long offset, UnpackedNumber into) {
    long size = type.size();
    long sign;
    long field;
    long low;
    long high = 0;
    int mantissaSize = type.mantissaSize();
    if (size <= 8) {
      long bits = StoredBits.load(raw, offset, size, type.order());
      sign = bits >>> type.signLocation() & 1;
      field = bits >>> type.exponentLocation() & allOnes;
      low =
          mantissaSize == 0 ? 0 : bits >>> type.mantissaLocation() & StoredBits.mask(mantissaSize);
    } else {
      sign = bits(raw, offset, type.signLocation(), 1);
      field = bits(raw, offset, type.exponentLocation(), type.exponentSize());
      low = bits(raw, offset, type.mantissaLocation(), Math.min(64, mantissaSize));
      if (mantissaSize > 64) {
        high = bits(raw, offset, type.mantissaLocation() + 64, mantissaSize - 64);
      }
    }
    decode(sign != 0, field, high, low, into);
  }

  private long bits(MemorySegment raw, long offset, int position, int width) {
    return StoredBits.extract(raw, offset, type.size(), type.order(), position, width);
  }

  private void decode(boolean negative, long field, long high, long low, UnpackedNumber into) {
    boolean empty = (high | low) == 0;
    if (field == allOnes) {
      boolean infinite = empty || !implied && isOnlyTopBit(high, low);
      into.setSpecial(
          infinite ? UnpackedNumber.Kind.INFINITE : UnpackedNumber.Kind.NOT_A_NUMBER, negative);
      return;
    }
    int size = type.mantissaSize();
    long lowest = Math.max(field, smallestField) - type.exponentBias() - precision + 1;
    if (implied && field != 0) {
      into.setFinite(
          negative,
          size >= 64 ? high | 1L << size - 64 : high,
          size >= 64 ? low : low | 1L << size,
          lowest);
    } else {
      into.setFinite(negative, high, low, lowest);
    }
  }

  private boolean isOnlyTopBit(long high, long low) {
    int top = type.mantissaSize() - 1;
    return top >= 64 ? low == 0 && high == 1L << top - 64 : high == 0 && low == 1L << top;
  }

  private UnpackedNumber unpacked(MemorySegment raw, long offset) {
    UnpackedNumber number = new UnpackedNumber();
    unpack(raw, offset, number);
    return number;
  }

  @Override
  public long longAt(MemorySegment raw, long offset) {
    return unpacked(raw, offset).toInteger(64, true);
  }

  @Override
  public double doubleAt(MemorySegment raw, long offset) {
    return binary64
        ? Double.longBitsToDouble(StoredBits.load(raw, offset, Double.BYTES, type.order()))
        : unpacked(raw, offset).toDouble();
  }

  @Override
  public float floatAt(MemorySegment raw, long offset) {
    return unpacked(raw, offset).toFloat();
  }

  @Override
  public boolean isLong(MemorySegment raw, long offset) {
    return unpacked(raw, offset).isLong();
  }

  @Override
  public boolean isDouble(MemorySegment raw, long offset) {
    if (alwaysDouble) {
      return true;
    }
    UnpackedNumber number = unpacked(raw, offset);
    number.toDouble();
    return number.wasExact();
  }

  @Override
  public BigDecimal bigDecimalAt(MemorySegment raw, long offset) {
    return unpacked(raw, offset).toBigDecimal();
  }

  @Override
  public void pack(UnpackedNumber value, MemorySegment raw, long offset) {
    putPadding(raw, offset);
    put(raw, offset, type.signLocation(), 1, value.negative ? 1 : 0);
    long smallest = smallestField - type.exponentBias();
    value.roundForField(smallest, precision);
    switch (value.kind) {
      case ZERO -> putFields(raw, offset, 0, 0, 0);
      case INFINITE -> putInfinity(raw, offset);
      case NOT_A_NUMBER -> putFields(raw, offset, allOnes, -1, -1);
      case FINITE -> {
        if (value.exponent + type.exponentBias() >= allOnes) {
          putInfinity(raw, offset);
        } else {
          boolean subnormal = value.exponent < smallest;
          long shift = 128 - precision + (subnormal ? smallest - value.exponent : 0);
          putFields(
              raw,
              offset,
              subnormal ? 0 : value.exponent + type.exponentBias(),
              shift >= 64 ? 0 : value.high >>> shift,
              shiftedLow(value, (int) shift));
        }
      }
    }
  }

  private static long shiftedLow(UnpackedNumber value, int shift) {
    if (shift == 0) {
      return value.low;
    }
    return shift >= 64 ? value.high >>> shift - 64 : value.low >>> shift | value.high << 64 - shift;
  }

  private void putInfinity(MemorySegment raw, long offset) {
    int top = type.mantissaSize() - 1;
    boolean set = !implied;
    putFields(
        raw,
        offset,
        allOnes,
        set && top >= 64 ? 1L << top - 64 : 0,
        set && top < 64 ? 1L << top : 0);
  }

  private void putFields(MemorySegment raw, long offset, long field, long high, long low) {
    int size = type.mantissaSize();
    put(raw, offset, type.exponentLocation(), type.exponentSize(), field);
    put(raw, offset, type.mantissaLocation(), Math.min(64, size), low);
    put(raw, offset, type.mantissaLocation() + 64, Math.max(0, size - 64), high);
  }

  private void put(MemorySegment raw, long offset, int position, int width, long bits) {
    StoredBits.insert(raw, offset, type.size(), type.order(), position, width, bits);
  }

  private void putPadding(MemorySegment raw, long offset) {
    long top = (long) type.bitOffset() + type.precision();
    fill(raw, offset, 0, type.bitOffset(), type.lowPadding());
    fill(raw, offset, type.bitOffset(), type.precision(), type.internalPadding());
    fill(raw, offset, top, 8 * type.size() - top, type.highPadding());
  }

  private void fill(MemorySegment raw, long offset, long position, long width, BitPadding padding) {
    StoredBits.fill(
        raw, offset, type.size(), type.order(), position, width, padding == BitPadding.ONE);
  }

  @Override
  public String text(MemorySegment raw, long offset) {
    UnpackedNumber number = unpacked(raw, offset);
    if (isDouble(raw, offset) || Math.abs(number.exponent) > Short.MAX_VALUE) {
      return Double.toString(number.toDouble());
    }
    return number.toBigDecimal().round(new MathContext(40)).toString();
  }
}
