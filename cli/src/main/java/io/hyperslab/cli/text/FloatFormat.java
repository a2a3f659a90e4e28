package io.hyperslab.cli.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A format for floating-point numbers in the manner of C's printf: text with one conversion among
/// `%e %f %g` and their capitals, with flags, width and precision.
public final class FloatFormat {
  private static final Pattern CONVERSION =
      Pattern.compile("%([-+ #0]*)(\\d{0,3})(?:\\.(\\d{0,3}))?l?([eEfFgG])");
  private static final int DEFAULT_PRECISION = 6;

  private final String before;
  private final String after;
  private final String flags;
  private final int width;
  private final int precision;
  private final char conversion;

  private FloatFormat(String format, Matcher found) {
    before = format.substring(0, found.start()).replace("%%", "%");
    after = format.substring(found.end()).replace("%%", "%");
    flags = found.group(1);
    width = found.group(2).isEmpty() ? 0 : Integer.parseInt(found.group(2));
    String digits = found.group(3);
    precision =
        digits == null ? DEFAULT_PRECISION : digits.isEmpty() ? 0 : Integer.parseInt(digits);
    conversion = found.group(4).charAt(0);
  }

  /// Reads a format.
  ///
  /// @throws IllegalArgumentException if it has no conversion, or more than one
  public static FloatFormat of(String format) {
    String unescaped = format.replace("%%", "\0\0");
    Matcher found = CONVERSION.matcher(unescaped);
    if (!found.find() || unescaped.indexOf('%', found.end()) >= 0) {
      throw new IllegalArgumentException(
          "format '" + format + "' has no single conversion such as %.3f");
    }
    return new FloatFormat(format, found);
  }

  /// The number in this format.
  public String format(double value) {
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    String sign = negative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
    String digits = Double.isFinite(value) ? digits(Math.abs(value)) : special(value);
    if (Character.isUpperCase(conversion)) {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    return before + padded(sign, digits, Double.isFinite(value)) + after;
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "nan" : "inf";
  }

  private String padded(String sign, String digits, boolean finite) {
    int missing = Math.max(0, width - sign.length() - digits.length());
    if (flags.contains("-")) {
      return sign + digits + " ".repeat(missing);
    }
    return flags.contains("0") && finite
        ? sign + "0".repeat(missing) + digits
        : " ".repeat(missing) + sign + digits;
  }

  private String digits(double value) {
    BigDecimal exact = new BigDecimal(value);
    return switch (Character.toLowerCase(conversion)) {
      case 'f' -> exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
      case 'e' -> exponential(exact, precision);
      default -> general(exact);
    };
  }

  private static String exponential(BigDecimal exact, int fraction) {
    BigDecimal rounded = exact.round(new MathContext(fraction + 1, RoundingMode.HALF_EVEN));
    String digits = rounded.unscaledValue().toString();
    int exponent = exact.signum() == 0 ? 0 : digits.length() - 1 - rounded.scale();
    String all = digits + "0".repeat(Math.max(0, fraction + 1 - digits.length()));
    return all.charAt(0)
        + (fraction > 0 ? "." + all.substring(1, fraction + 1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private String general(BigDecimal exact) {
    int significant = Math.max(1, precision);
    String exponential = exponential(exact, significant - 1);
    int e = exponential.indexOf('e');
    int exponent = Integer.parseInt(exponential.substring(e + 1));
    if (exponent < -4 || exponent >= significant) {
      return stripped(exponential.substring(0, e)) + exponential.substring(e);
    }
    return stripped(
        exact.setScale(significant - 1 - exponent, RoundingMode.HALF_EVEN).toPlainString());
  }

  private String stripped(String digits) {
    if (flags.contains("#") || digits.indexOf('.') < 0) {
      return digits;
    }
    return digits.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
