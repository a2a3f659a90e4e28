package io.hyperslab.array;

import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.internal.number.NumberCodec;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Floating-point numbers as numpy prints a column of them: at most eight digits behind the point,
/// all aligned at it; in scientific notation if some are very large or small, or too different.
final class FloatText implements ElementText {
  private static final int PRECISION = 8;
  private static final int LARGEST_EXPONENT = 8;
  private static final double SMALLEST_FIXED = 1e-4;
  private static final double LARGEST_RATIO = 1000;
  private static final double LOG10_OF_2 = Math.log10(2);

  private final NumberCodec codec;
  private final ShortestDecimal shortest;

  /// Whether positive numbers have a sign too.
  private final boolean plus;

  private final boolean scientific;

  /// The widths before and behind the point, and of the exponent's digits.
  private int left;

  private int right;
  private int exponent;
  private boolean isMeasured;

  /// A column of the elements that start at `offsets`.
  FloatText(FloatingPoint type, MemorySegment memory, long[] offsets, boolean plus) {
    this.codec = NumberCodec.of(type);
    this.shortest = new ShortestDecimal(type);
    this.plus = plus;
    double[] values = new double[offsets.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = codec.doubleAt(memory, offsets[i]);
    }
    this.scientific = isScientific(type, values);
    measure(values);
  }

  private static boolean isScientific(FloatingPoint type, double[] values) {
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (double value : values) {
      double magnitude = Math.abs(value);
      if (magnitude > 0 && Double.isFinite(magnitude)) {
        largest = Math.max(largest, magnitude);
        smallest = Math.min(smallest, magnitude);
      }
    }
    int digits = (int) Math.min(LARGEST_EXPONENT, type.mantissaSize() * LOG10_OF_2);
    return largest > 0
        && (largest >= Math.pow(10, digits)
            || smallest < SMALLEST_FIXED
            || largest / smallest > LARGEST_RATIO);
  }

  private void measure(double[] values) {
    int special = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        Parts parts = parts(value);
        left = Math.max(left, parts.left.length());
        right = Math.max(right, parts.right.length());
        exponent = Math.max(exponent, parts.exponent.length());
      } else {
        special = Math.max(special, special(value).length());
      }
    }
    left = Math.max(left, special - tail() - 1);
    isMeasured = true;
  }

  /// The width of what is behind the point.
  private int tail() {
    return scientific ? right + 2 + exponent : right;
  }

  /// A number around its point.
  ///
  /// @param left sign and digits
  /// @param right digits without zeros at the end
  /// @param sign of the exponent; empty without one
  /// @param exponent at least two digits, or none
  private record Parts(String left, String right, String sign, String exponent) {}

  private Parts parts(double value) {
    double magnitude = Math.abs(value);
    String sign = Math.copySign(1, value) < 0 ? "-" : plus ? "+" : "";
    BigDecimal decimal = shortest.of(magnitude).stripTrailingZeros();
    return scientific ? powerParts(sign, magnitude, decimal) : fixedParts(sign, magnitude, decimal);
  }

  private static Parts fixedParts(String sign, double magnitude, BigDecimal shortest) {
    BigDecimal decimal = shortest;
    if (decimal.scale() > PRECISION) {
      decimal = new BigDecimal(magnitude).setScale(PRECISION, RoundingMode.HALF_EVEN);
    }
    String digits = decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    int point = digits.indexOf('.');
    return new Parts(
        sign + (point < 0 ? digits : digits.substring(0, point)),
        point < 0 ? "" : digits.substring(point + 1),
        "",
        "");
  }

  private Parts powerParts(String sign, double magnitude, BigDecimal shortest) {
    BigDecimal decimal = shortest;
    // Numbers with fewer digits than the column get more of their own, not zeros.
    int most = 1 + (isMeasured ? right : PRECISION);
    if (magnitude > 0 && (decimal.precision() > most || isMeasured && decimal.precision() < most)) {
      MathContext rounding = new MathContext(most, RoundingMode.HALF_EVEN);
      decimal = new BigDecimal(magnitude).round(rounding);
    }
    String digits = decimal.stripTrailingZeros().unscaledValue().toString();
    int power = magnitude == 0 ? 0 : decimal.precision() - decimal.scale() - 1;
    String number = Integer.toString(Math.abs(power));
    return new Parts(
        sign + digits.charAt(0),
        digits.substring(1),
        power < 0 ? "-" : "+",
        number.length() < 2 ? "0" + number : number);
  }

  private String special(double value) {
    if (Double.isNaN(value)) {
      return plus ? "+nan" : "nan";
    }
    return value < 0 ? "-inf" : plus ? "+inf" : "inf";
  }

  @Override
  public String of(MemorySegment memory, long offset) {
    double value = codec.doubleAt(memory, offset);
    if (!Double.isFinite(value)) {
      String text = special(value);
      return " ".repeat(Math.max(0, left + tail() + 1 - text.length())) + text;
    }
    Parts parts = parts(value);
    String start = " ".repeat(left - parts.left.length()) + parts.left + "." + parts.right;
    int missing = right - parts.right.length();
    if (!scientific) {
      return start + " ".repeat(missing);
    }
    return start
        + "0".repeat(missing)
        + "e"
        + parts.sign
        + "0".repeat(exponent - parts.exponent.length())
        + parts.exponent;
  }
}
