package io.hyperslab.cli.value;

import io.hyperslab.cli.text.Quoted;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/// Values as texts of one line.
///
/// @param digits significant digits of floating-point numbers at most
/// @param isHex whether integers are written in base 16
public record ValueText(int digits, boolean isHex) {
  /// More digits than a number has that a `double` holds.
  public static final int ALL_DIGITS = 40;

  private static final int SMALLEST_FIXED_EXPONENT = -5;
  private static final int LARGEST_FIXED_EXPONENT = 15;

  /// Every digit that is needed, in base 10.
  public static ValueText exact() {
    return new ValueText(ALL_DIGITS, false);
  }

  /// The text of a value by itself: a text stands there without quotes.
  public String plain(Value value) {
    return value instanceof Value.Text text ? text.text() : of(value);
  }

  /// The text of a value among others: a text has quotes where its ends would not be clear.
  public String of(Value value) {
    // The frequent kinds without the switch: see docs/decisions/0020.
    if (value instanceof Value.Real real) {
      return real(real);
    }
    if (value instanceof Value.Whole whole) {
      return whole(whole.number());
    }
    if (value instanceof Value.Flag flag) {
      return flag(flag);
    }
    if (value instanceof Value.Name name) {
      return name(name);
    }
    return switch (value) {
      case Value.Whole whole -> whole(whole.number());
      case Value.Real real -> real(real);
      case Value.Complex complex -> complex(complex);
      case Value.Flag flag -> flag(flag);
      case Value.Text text -> Quoted.of(text.text());
      case Value.Name name -> name(name);
      case Value.Blob blob -> "0x" + blob.digits();
      case Value.Pointer pointer -> Quoted.printable(pointer.target());
      case Value.Nothing() -> "null";
      case Value.Unreadable unreadable -> "<" + Quoted.printable(unreadable.why()) + ">";
      case Value.Struct struct ->
          joined("(", struct.members().stream().map(Value.Member::value).toList(), false, ")");
      case Value.Items items ->
          joined("[", items.values(), items.values().size() < items.count(), "]");
    };
  }

  private String joined(String open, List<Value> values, boolean more, String close) {
    StringBuilder text = new StringBuilder(open);
    for (Value value : values) {
      text.append(text.length() > 1 ? ", " : "").append(of(value));
    }
    return text.append(more ? ", ..." : "").append(close).toString();
  }

  private static String flag(Value.Flag flag) {
    return flag.isTrue() ? "True" : "False";
  }

  private static String name(Value.Name name) {
    return Quoted.printable(name.name());
  }

  private String whole(BigInteger number) {
    return isHex
        ? (number.signum() < 0 ? "-0x" : "0x") + number.abs().toString(16)
        : number.toString();
  }

  private String complex(Value.Complex complex) {
    String imaginary = real(complex.imaginary());
    return real(complex.real()) + (imaginary.startsWith("-") ? "" : "+") + imaginary + "j";
  }

  private String real(Value.Real real) {
    if (real.digits().isEmpty()) {
      return Double.isNaN(real.number()) ? "nan" : real.number() < 0 ? "-inf" : "inf";
    }
    if (isHex) {
      return Double.toHexString(real.number());
    }
    BigDecimal number = real.digits().get();
    if (number.signum() == 0) {
      return Double.doubleToRawLongBits(real.number()) < 0 ? "-0.0" : "0.0";
    }
    BigDecimal rounded = number.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    boolean isExact = rounded.compareTo(number) == 0;
    return decimal(
        rounded.stripTrailingZeros(),
        isExact ? LARGEST_FIXED_EXPONENT : Math.min(LARGEST_FIXED_EXPONENT, digits));
  }

  /// @param largest exponent of numbers without one: zeros in front of the point would pass for
  ///   digits
  private static String decimal(BigDecimal number, int largest) {
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= SMALLEST_FIXED_EXPONENT && exponent <= largest) {
      return number.scale() <= 0 ? number.toPlainString() + ".0" : number.toPlainString();
    }
    String all = number.unscaledValue().abs().toString();
    return (number.signum() < 0 ? "-" : "")
        + all.charAt(0)
        + (all.length() > 1 ? "." + all.substring(1) : "")
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
