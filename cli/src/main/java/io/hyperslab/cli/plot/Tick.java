package io.hyperslab.cli.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A mark on an axis.
///
/// @param value where it is
/// @param label what stands beside it; may be empty
record Tick(double value, String label) {
  private static final int MOST_DECIMALS = 12;
  private static final double LEAST_PLAIN = 1e-4;
  private static final double LEAST_EXPONENTIAL = 1e6;

  /// Round values along an axis.
  ///
  /// @param most how many there may be at most, at least 2
  static List<Tick> along(Scale scale, int most) {
    Range range = scale.range();
    return scale.isLogarithmic() && range.high() / range.low() >= 50
        ? powers(range, most)
        : multiples(range, most);
  }

  /// The powers of ten, or every second one, every third...
  private static List<Tick> powers(Range range, int most) {
    int first = (int) Math.ceil(Math.log10(range.low()) - 1e-9);
    int last = (int) Math.floor(Math.log10(range.high()) + 1e-9);
    int step = Math.max(1, (last - first + most) / most);
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent += step) {
      boolean plain = exponent >= -3 && exponent <= 4;
      String label =
          plain ? BigDecimal.ONE.scaleByPowerOfTen(exponent).toPlainString() : "1e" + exponent;
      ticks.add(new Tick(Math.pow(10, exponent), label));
    }
    return ticks;
  }

  /// Multiples of 1, 2 or 5 times a power of ten.
  private static List<Tick> multiples(Range range, int most) {
    double least = (range.high() / 2 - range.low() / 2) * 2 / most;
    List<Tick> ticks = new ArrayList<>();
    if (!(least >= Double.MIN_NORMAL) || !Double.isFinite(least)) {
      return ticks;
    }
    BigDecimal step = step(least);
    BigDecimal at = BigDecimal.valueOf(range.low()).divide(step, 0, RoundingMode.CEILING);
    double highest = Math.max(Math.abs(range.low()), Math.abs(range.high()));
    for (int i = 0; i <= most; i++) {
      BigDecimal value = at.add(BigDecimal.valueOf(i)).multiply(step);
      if (value.doubleValue() > range.high()) {
        break;
      }
      ticks.add(new Tick(value.doubleValue(), text(value, step, highest)));
    }
    return ticks;
  }

  private static BigDecimal step(double least) {
    int exponent = (int) Math.floor(Math.log10(least));
    for (int factor : new int[] {1, 2, 5}) {
      BigDecimal step = BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent);
      if (step.doubleValue() >= least) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
  }

  private static String text(BigDecimal value, BigDecimal step, double highest) {
    if (value.signum() == 0) {
      return "0";
    }
    if (highest >= LEAST_EXPONENTIAL || highest < LEAST_PLAIN) {
      BigDecimal plain = value.stripTrailingZeros();
      int exponent = plain.precision() - plain.scale() - 1;
      return plain.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
    return value
        .setScale(Math.clamp(step.scale(), 0, MOST_DECIMALS), RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  /// A number in a few characters, for ends of ranges.
  static String shortText(double value) {
    double size = Math.abs(value);
    String text = String.format(Locale.ROOT, "%.4g", value);
    if (value == Math.rint(value) && size < LEAST_EXPONENTIAL) {
      return Long.toString((long) value);
    }
    return size >= LEAST_PLAIN && size < LEAST_EXPONENTIAL
        ? new BigDecimal(text).stripTrailingZeros().toPlainString()
        : text;
  }
}
