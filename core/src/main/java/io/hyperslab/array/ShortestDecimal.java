package io.hyperslab.array;

import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.internal.number.NumberCodec;
import io.hyperslab.internal.number.StoredNumbers;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// The decimal number with the fewest digits that tells a floating-point number from all others of
/// its datatype; of those the nearest.
final class ShortestDecimal {
  /// Digits that are enough for every number that is a `double`.
  private static final int MOST_DIGITS = 17;

  private final FloatingPoint type;
  private final NumberCodec codec;
  private final boolean isDouble;
  private final boolean isFloat;
  private final MemorySegment scratch;

  ShortestDecimal(FloatingPoint type) {
    this.type = type;
    this.codec = NumberCodec.of(type);
    this.isFloat = type.isIeee() && type.size() == Float.BYTES;
    // What is wider than a double is shown as the nearest one.
    this.isDouble = !codec.alwaysDouble() || type.isIeee() && type.size() == Double.BYTES;
    this.scratch = MemorySegment.ofArray(new byte[isDouble || isFloat ? 0 : (int) type.size()]);
  }

  /// The decimal of a finite number.
  BigDecimal of(double value) {
    if (value == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal one = exact.round(new MathContext(1, RoundingMode.HALF_EVEN));
    if (isSame(one, value)) {
      return one;
    } else if (isDouble) {
      return new BigDecimal(Double.toString(value));
    } else if (isFloat) {
      return new BigDecimal(Float.toString((float) value));
    }
    for (int digits = 2; digits < MOST_DIGITS; digits++) {
      BigDecimal some = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (isSame(some, value)) {
        return some;
      }
    }
    return exact;
  }

  private boolean isSame(BigDecimal decimal, double value) {
    if (isDouble) {
      return decimal.doubleValue() == value;
    } else if (isFloat) {
      return decimal.floatValue() == value;
    }
    StoredNumbers.of(type, Conversion.CLIP, "").put(decimal, scratch, 0, 0);
    return codec.doubleAt(scratch, 0) == value;
  }
}
