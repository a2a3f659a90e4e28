package io.hyperslab.cli.listing;

import java.math.BigInteger;
import java.util.Locale;

/// Sizes as people read them.
public final class Bytes {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB"};

  private Bytes() {}

  /// A size in the largest unit that leaves at least 1.
  public static String text(BigInteger bytes) {
    double value = bytes.doubleValue();
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /// A size in the largest unit that leaves at least 1.
  public static String text(long bytes) {
    return text(BigInteger.valueOf(bytes));
  }
}
