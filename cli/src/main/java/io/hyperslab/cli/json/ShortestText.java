package io.hyperslab.cli.json;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.DatatypeMismatchException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.IntFunction;

/// Floating-point numbers as the shortest decimal numbers that are read back as the same number.
/// They have a point or an exponent, so that they look like no integer.
public final class ShortestText {
  private static final int HALF_DIGITS = 5;

  private ShortestText() {}

  /// A `double`: `0.1`, `1e300`, `nan`, `-inf`.
  public static String of(double value) {
    return Double.isFinite(value) ? plain(Double.toString(value)) : special(value);
  }

  /// A `float`.
  public static String of(float value) {
    return Float.isFinite(value) ? plain(Float.toString(value)) : special(value);
  }

  private static String ofHalf(float value) {
    if (!Float.isFinite(value) || value == 0) {
      return of(value);
    }
    short bits = Float.floatToFloat16(value);
    for (int digits = 1; digits < HALF_DIGITS; digits++) {
      BigDecimal some =
          new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (Float.floatToFloat16(some.floatValue()) == bits) {
        return of(some.floatValue());
      }
    }
    return of(value);
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
  }

  /// `1.0E10` of Java is `1e10` here.
  private static String plain(String java) {
    int exponent = java.indexOf('E');
    if (exponent < 0) {
      return java;
    }
    String digits = java.substring(0, exponent);
    String whole = digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    return whole + "e" + java.substring(exponent + 1);
  }

  /// The texts of all elements, by their place in C order.
  ///
  /// @param numbers floating-point numbers of any format
  public static IntFunction<String> of(NdArray numbers, FloatingPoint type) {
    if (type.mantissaSize() <= FloatingPoint.FLOAT32.mantissaSize()
        && type.exponentSize() <= FloatingPoint.FLOAT32.exponentSize()) {
      float[] values = numbers.toFloats();
      boolean half = type.isIeee() && type.size() == Short.BYTES;
      return i -> half ? ofHalf(values[i]) : of(values[i]);
    }
    double[] values = numbers.toDoubles(Conversion.CLIP);
    if (type.mantissaSize() <= FloatingPoint.FLOAT64.mantissaSize()
        && type.exponentSize() <= FloatingPoint.FLOAT64.exponentSize()) {
      return i -> of(values[i]);
    }
    NdArray flat = numbers.reshape(numbers.size());
    return i -> wide(flat, i, values[i]);
  }

  /// A number that has more digits than a `double`: all of them.
  private static String wide(NdArray numbers, int at, double nearest) {
    if (Double.isNaN(nearest)) {
      return of(nearest);
    }
    BigDecimal exact;
    try {
      exact = numbers.getBigDecimal(at);
    } catch (DatatypeMismatchException e) {
      return of(nearest); // infinite
    }
    String text = exact.toString().replace("E+", "e").replace('E', 'e');
    boolean whole = text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
    return whole ? text + ".0" : text;
  }
}
