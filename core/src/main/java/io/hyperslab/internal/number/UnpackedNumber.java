package io.hyperslab.internal.number;

import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.UnsupportedFeatureException;
import java.math.BigDecimal;
import java.math.BigInteger;

/// A number between two stored forms: sign, 128 significant bits, exponent. Mutable, so that one is
/// enough for many elements; belongs to one thread.
///
/// A finite value is `high:low / 2^127 * 2^exponent`, with the top bit of `high` set, plus, when
/// `sticky`, something smaller than the lowest bit. The methods that round leave the rounded value
/// behind.
public final class UnpackedNumber {
  /// What kind of value it is.
  enum Kind {
    ZERO,
    FINITE,
    INFINITE,
    NOT_A_NUMBER
  }

  /// Beyond this a decimal expansion has more digits than anybody can want; binary128 needs 16494.
  private static final long LARGEST_DECIMAL_EXPONENT = 1 << 16;

  Kind kind = Kind.ZERO;
  boolean negative;
  long high;
  long low;
  long exponent;
  private boolean sticky;
  private boolean exact;

  /// Becomes zero, an infinity or a NaN.
  void setSpecial(Kind special, boolean isNegative) {
    kind = special;
    negative = isNegative;
    high = 0;
    low = 0;
    exponent = 0;
    sticky = false;
  }

  /// Becomes `highBits:lowBits * 2^lowestExponent`.
  void setFinite(boolean isNegative, long highBits, long lowBits, long lowestExponent) {
    setSpecial(Kind.ZERO, isNegative);
    if ((highBits | lowBits) == 0) {
      return;
    }
    kind = Kind.FINITE;
    if (highBits == 0) {
      int zeros = Long.numberOfLeadingZeros(lowBits);
      high = lowBits << zeros;
      exponent = lowestExponent + 63 - zeros;
      return;
    }
    int zeros = Long.numberOfLeadingZeros(highBits);
    high = zeros == 0 ? highBits : highBits << zeros | lowBits >>> 64 - zeros;
    low = lowBits << zeros;
    exponent = lowestExponent + 127 - zeros;
  }

  /// Becomes an integer of any size; what is beyond 128 bits only counts for rounding.
  void setInteger(BigInteger value) {
    BigInteger magnitude = value.abs();
    int beyond = Math.max(0, magnitude.bitLength() - 128);
    BigInteger top = magnitude.shiftRight(beyond);
    setFinite(value.signum() < 0, top.shiftRight(64).longValue(), top.longValue(), beyond);
    sticky = beyond > 0 && magnitude.getLowestSetBit() < beyond;
  }

  /// Refuses a decimal number with more digits than anybody can want.
  ///
  /// @throws IllegalArgumentException if it has
  static void requireWritable(BigDecimal value) {
    if (Math.abs((long) value.scale()) > LARGEST_DECIMAL_EXPONENT) {
      throw new IllegalArgumentException(
          "the scale %d of a decimal number is beyond %d"
              .formatted(value.scale(), LARGEST_DECIMAL_EXPONENT));
    }
  }

  /// Becomes a decimal number that [#requireWritable] lets through; what is beyond 128 bits only
  /// counts for rounding.
  void setDecimal(BigDecimal value) {
    int scale = value.scale();
    if (scale <= 0) {
      setInteger(value.unscaledValue().multiply(BigInteger.TEN.pow(-scale)));
      return;
    }
    BigInteger divisor = BigInteger.TEN.pow(scale);
    // The quotient gets more than 128 bits, and a last bit that says whether anything remains.
    int shift = Math.max(0, 130 + divisor.bitLength() - value.unscaledValue().bitLength());
    BigInteger dividend = value.unscaledValue().abs().shiftLeft(shift);
    BigInteger[] parts = dividend.divideAndRemainder(divisor);
    BigInteger quotient = parts[0].shiftLeft(1);
    quotient = parts[1].signum() == 0 ? quotient : quotient.setBit(0);
    setInteger(value.signum() < 0 ? quotient.negate() : quotient);
    exponent -= shift + 1L;
  }

  /// Becomes a `double`.
  void setDouble(double value) {
    boolean isNegative = Double.doubleToRawLongBits(value) < 0;
    if (Double.isNaN(value)) {
      setSpecial(Kind.NOT_A_NUMBER, isNegative);
    } else if (Double.isInfinite(value)) {
      setSpecial(Kind.INFINITE, isNegative);
    } else {
      long bits = Double.doubleToRawLongBits(value);
      int field = (int) (bits >>> 52 & 0x7ff);
      long fraction = bits & StoredBits.mask(52);
      long mantissa = field == 0 ? fraction : fraction | 1L << 52;
      setFinite(isNegative, 0, mantissa, Math.max(field, 1) - 1075L);
    }
  }

  /// The same number; rounding this one does not change it.
  UnpackedNumber copy() {
    UnpackedNumber other = new UnpackedNumber();
    other.kind = kind;
    other.negative = negative;
    other.high = high;
    other.low = low;
    other.exponent = exponent;
    other.sticky = sticky;
    return other;
  }

  /// Whether both are the same number. Zeros are, and one NaN is as good as another.
  boolean isSame(UnpackedNumber other) {
    if (kind != other.kind) {
      return false;
    }
    return switch (kind) {
      case ZERO, NOT_A_NUMBER -> true;
      case INFINITE -> negative == other.negative;
      case FINITE ->
          negative == other.negative
              && high == other.high
              && low == other.low
              && exponent == other.exponent
              && sticky == other.sticky;
    };
  }

  /// Rounds to the topmost `keep` bits, ties to even; below zero bits nothing is left.
  ///
  /// @return whether the value is still the same
  boolean round(long keep) {
    if (kind != Kind.FINITE) {
      return true;
    }
    if (keep >= 128) {
      boolean exact = !sticky;
      sticky = false;
      return exact;
    }
    return keep > 0 ? roundInside((int) keep) : roundAway(keep);
  }

  private boolean roundInside(int keep) {
    boolean inLow = keep > 64;
    int drop = inLow ? 128 - keep : 64 - keep;
    long word = inLow ? low : high;
    long below = inLow ? 0 : low;
    // What is dropped: `rest` (drop bits of the word), then `below`, then the sticky bit. When the
    // cut is between the words, the low word takes the place of the rest.
    if (drop == 0) {
      drop = 64;
      word = low;
      below = 0;
      inLow = true;
    }
    long rest = word & StoredBits.mask(drop);
    boolean tail = below != 0 || sticky;
    long half = 1L << drop - 1;
    boolean odd = drop == 64 ? (high & 1) != 0 : (word >>> drop & 1) != 0;
    int comparison = Long.compareUnsigned(rest, half);
    boolean up = comparison > 0 || comparison == 0 && (tail || odd);
    if (inLow) {
      low = word - rest;
    } else {
      high = word - rest;
      low = 0;
    }
    sticky = false;
    if (up) {
      carry(inLow, drop);
    }
    return rest == 0 && !tail;
  }

  private void carry(boolean inLow, int drop) {
    long step = inLow && drop < 64 ? 1L << drop : 0;
    boolean intoHigh = !inLow || drop == 64;
    if (!intoHigh) {
      low += step;
      intoHigh = low == 0;
      high += intoHigh ? 1 : 0;
    } else {
      high += inLow ? 1 : 1L << drop;
    }
    if (high == 0) {
      high = Long.MIN_VALUE;
      exponent++;
    }
  }

  /// Rounds a value below one unit of the last place: to that unit, or to nothing.
  private boolean roundAway(long keep) {
    boolean up = keep == 0 && (high != Long.MIN_VALUE || low != 0 || sticky);
    boolean isNegative = negative;
    long unit = exponent + 1;
    setSpecial(Kind.ZERO, isNegative);
    if (up) {
      kind = Kind.FINITE;
      high = Long.MIN_VALUE;
      exponent = unit;
    }
    return false;
  }

  /// Rounds to a number as IEEE 754 lays it out.
  ///
  /// @return its bits
  long toIeeeBits(int exponentSize, int mantissaSize) {
    long sign = negative ? 1L << exponentSize + mantissaSize : 0;
    long infinity = StoredBits.mask(exponentSize) << mantissaSize;
    long bias = StoredBits.mask(exponentSize - 1);
    exact = roundForField(1 - bias, mantissaSize + 1) && (kind != Kind.FINITE || exponent <= bias);
    return switch (kind) {
      case ZERO -> sign;
      case INFINITE -> sign | infinity;
      case NOT_A_NUMBER -> infinity | 1L << mantissaSize - 1;
      case FINITE -> {
        if (exponent > bias) {
          yield sign | infinity;
        }
        long mantissa = high >>> 63 - mantissaSize;
        yield exponent < 1 - bias
            ? sign | mantissa >>> 1 - bias - exponent
            : sign | exponent + bias << mantissaSize | mantissa & StoredBits.mask(mantissaSize);
      }
    };
  }

  /// Rounds to `precision` significant bits, to fewer below the smallest normal exponent.
  ///
  /// @return whether the value is still the same
  boolean roundForField(long smallestExponent, int precision) {
    return round(precision - Math.max(0, smallestExponent - exponent));
  }

  /// The nearest `double`.
  double toDouble() {
    return Double.longBitsToDouble(toIeeeBits(11, 52));
  }

  /// The nearest `float`.
  float toFloat() {
    return Float.intBitsToFloat((int) toIeeeBits(8, 23));
  }

  /// Whether the last [#toDouble()] or [#toFloat()] was the value itself.
  boolean wasExact() {
    return exact;
  }

  /// The integer part, clipped to an integer of at most 64 bits; NaN is 0.
  ///
  /// @return the bits, sign-extended
  long toInteger(int precision, boolean signed) {
    int magnitudeBits = signed ? precision - 1 : precision;
    long largest = StoredBits.mask(magnitudeBits);
    return switch (kind) {
      case ZERO, NOT_A_NUMBER -> 0;
      case INFINITE -> negative ? signed ? ~largest : 0 : largest;
      case FINITE -> {
        if (exponent < 0 || negative && !signed) {
          yield 0;
        }
        if (exponent >= magnitudeBits) {
          yield negative ? ~largest : largest;
        }
        long magnitude = high >>> 63 - exponent;
        yield negative ? -magnitude : magnitude;
      }
    };
  }

  /// The integer part, clipped to an integer of any size; NaN is 0.
  BigInteger toBigInteger(int precision, boolean signed) {
    int magnitudeBits = signed ? precision - 1 : precision;
    BigInteger largest = BigInteger.ONE.shiftLeft(magnitudeBits).subtract(BigInteger.ONE);
    BigInteger smallest = signed ? largest.not() : BigInteger.ZERO;
    if (kind == Kind.ZERO || kind == Kind.NOT_A_NUMBER || kind == Kind.FINITE && exponent < 0) {
      return BigInteger.ZERO;
    }
    if (kind == Kind.INFINITE || exponent >= magnitudeBits) {
      return negative ? smallest : largest;
    }
    BigInteger magnitude = significand().shiftRight((int) (127 - exponent));
    return negative ? magnitude.negate().max(smallest) : magnitude;
  }

  /// Whether the value is a `long`.
  boolean isLong() {
    if (kind != Kind.FINITE) {
      return kind == Kind.ZERO;
    }
    if (exponent < 0 || low != 0 || sticky) {
      return false;
    }
    return exponent <= 62
        ? high << exponent + 1 == 0
        : exponent == 63 && negative && high == Long.MIN_VALUE;
  }

  /// The exact value.
  BigDecimal toBigDecimal() {
    if (kind == Kind.INFINITE || kind == Kind.NOT_A_NUMBER) {
      String found = kind == Kind.NOT_A_NUMBER ? "NaN" : negative ? "-Infinity" : "Infinity";
      throw new DatatypeMismatchException(null, -1, "value", found, "a finite number");
    }
    if (kind == Kind.ZERO) {
      return BigDecimal.ZERO;
    }
    if (Math.abs(exponent) > LARGEST_DECIMAL_EXPONENT) {
      throw new UnsupportedFeatureException(
          "datatype",
          -1,
          "exponent of a floating-point value",
          Long.toString(exponent),
          "at most " + LARGEST_DECIMAL_EXPONENT + " for a decimal number");
    }
    BigInteger significand = significand();
    int zeros = significand.getLowestSetBit();
    significand = significand.shiftRight(zeros);
    int scale = (int) (exponent - 127 + zeros);
    BigDecimal magnitude =
        scale >= 0
            ? new BigDecimal(significand.shiftLeft(scale))
            : new BigDecimal(significand.multiply(BigInteger.valueOf(5).pow(-scale)), -scale);
    return negative ? magnitude.negate() : magnitude;
  }

  private BigInteger significand() {
    return unsigned(high).shiftLeft(64).or(unsigned(low));
  }

  static BigInteger unsigned(long bits) {
    BigInteger value = BigInteger.valueOf(bits & Long.MAX_VALUE);
    return bits < 0 ? value.setBit(63) : value;
  }
}
