package io.hyperslab.array;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.number.NumberCodec;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.Locale;

/// Single floating-point and complex numbers as Python prints them.
final class ScalarText {
  private static final double SMALLEST_FIXED = 1e-4;
  private static final double SMALLEST_SCIENTIFIC = 1e16;
  private static final int DOUBLE_MANTISSA = 52;
  private static final double LOG10_OF_2 = Math.log10(2);

  private ScalarText() {}

  /// A number with all its digits, and a fraction even if that is 0.
  static String number(FloatingPoint type, MemorySegment memory, long offset) {
    String text = number(type, NumberCodec.of(type).doubleAt(memory, offset));
    boolean whole = text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
    return whole ? text + ".0" : text;
  }

  /// A complex number: the real part only if there is one.
  static String complex(Datatype type, MemorySegment memory, long offset) {
    if (!(NumberArrays.complexPart(type) instanceof FloatingPoint part)) {
      throw new IllegalStateException(type + " has no floating-point parts");
    }
    NumberCodec codec = NumberCodec.of(part);
    double real = codec.doubleAt(memory, offset);
    String imaginary = number(part, codec.doubleAt(memory, offset + part.size())) + "j";
    if (real == 0 && Math.copySign(1, real) > 0) {
      return imaginary;
    }
    return "(" + number(part, real) + (imaginary.startsWith("-") ? "" : "+") + imaginary + ")";
  }

  private static String number(FloatingPoint type, double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
    }
    double magnitude = Math.abs(value);
    String sign = Math.copySign(1, value) < 0 ? "-" : "";
    if (magnitude == 0) {
      return sign + "0";
    }
    BigDecimal decimal = new ShortestDecimal(type).of(magnitude).stripTrailingZeros();
    // Below that, all digits in front of the point are significant.
    double largest =
        type.mantissaSize() < DOUBLE_MANTISSA
            ? Math.pow(10, (int) (type.mantissaSize() * LOG10_OF_2))
            : SMALLEST_SCIENTIFIC;
    if (magnitude >= SMALLEST_FIXED && magnitude < largest) {
      return sign + decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().toString();
    int power = decimal.precision() - decimal.scale() - 1;
    return sign
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + String.format(Locale.ROOT, "e%s%02d", power < 0 ? "-" : "+", Math.abs(power));
  }
}
