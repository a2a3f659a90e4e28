package io.hyperslab.cli.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Floating-point numbers as C's `%g` writes them: six significant digits, rounded half to even
/// from the exact value.
public final class FloatText {
  private static final int DIGITS = 6;
  private static final int LEAST_FIXED_EXPONENT = -4;

  private FloatText() {}

  /// A `double`.
  public static String general(double value) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    if (value == 0) {
      return isNegative(value) ? "-0" : "0";
    }
    long whole = (long) value;
    if (whole == value && Math.abs(whole) < 1_000_000) {
      return Long.toString(whole);
    }
    return (value < 0 ? "-" : "") + rounded(Math.abs(value)).general();
  }

  /// The shortest text of a number rounds as its exact value does, unless it is itself half way, or
  /// the number is so small that it has fewer than six digits of precision.
  private static Decimal rounded(double value) {
    if (value < Double.MIN_NORMAL) {
      return Decimal.of(new BigDecimal(value));
    }
    Decimal shortest = Decimal.parse(Double.toString(value));
    boolean halfWay =
        shortest.digits.length() == DIGITS + 1 && shortest.digits.charAt(DIGITS) == '5';
    return halfWay ? Decimal.of(new BigDecimal(value)) : shortest.rounded();
  }

  /// A finite number of any size.
  public static String general(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    return (value.signum() < 0 ? "-" : "") + Decimal.of(value.abs()).general();
  }

  /// `nan` or `inf`, with a sign if it is negative.
  static String special(double value) {
    String name = Double.isNaN(value) ? "nan" : "inf";
    return isNegative(value) ? "-" + name : name;
  }

  private static boolean isNegative(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  /// A positive number: `d1.d2d3... * 10^exponent`.
  private record Decimal(String digits, int exponent) {
    static Decimal of(BigDecimal value) {
      BigDecimal rounded = value.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
      String digits = rounded.unscaledValue().toString();
      return new Decimal(digits, digits.length() - 1 - rounded.scale()).stripped();
    }

    /// Takes apart what [Double#toString(double)] made.
    static Decimal parse(String text) {
      int e = text.indexOf('E');
      String mantissa = e < 0 ? text : text.substring(0, e);
      int exponent = e < 0 ? 0 : Integer.parseInt(text.substring(e + 1));
      int point = mantissa.indexOf('.');
      String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
      int leading = 0;
      while (leading < digits.length() - 1 && digits.charAt(leading) == '0') {
        leading++;
      }
      return new Decimal(digits.substring(leading), exponent + point - 1 - leading).stripped();
    }

    private Decimal stripped() {
      int end = digits.length();
      while (end > 1 && digits.charAt(end - 1) == '0') {
        end--;
      }
      return new Decimal(digits.substring(0, end), exponent);
    }

    /// Rounded to six digits; not for what is half way between two.
    Decimal rounded() {
      if (digits.length() <= DIGITS) {
        return this;
      }
      long head = Long.parseLong(digits.substring(0, DIGITS));
      if (digits.charAt(DIGITS) >= '5') {
        head++;
      }
      String text = Long.toString(head);
      return new Decimal(text, exponent + text.length() - DIGITS).stripped();
    }

    String general() {
      if (exponent < LEAST_FIXED_EXPONENT || exponent >= DIGITS) {
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        int size = Math.abs(exponent);
        return digits.charAt(0)
            + fraction
            + (exponent < 0 ? "e-" : "e+")
            + (size < 10 ? "0" : "")
            + size;
      }
      if (exponent < 0) {
        return "0." + "0".repeat(-exponent - 1) + digits;
      }
      if (digits.length() <= exponent + 1) {
        return digits + "0".repeat(exponent + 1 - digits.length());
      }
      return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }
  }
}
