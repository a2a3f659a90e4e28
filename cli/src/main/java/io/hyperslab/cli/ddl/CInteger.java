package io.hyperslab.cli.ddl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers as the functions of C read them from a text.
final class CInteger {
  private static final Pattern LEADING = Pattern.compile("\\s*([-+]?\\d+)");
  private static final Pattern UNSIGNED = Pattern.compile("0[xX]\\p{XDigit}+|0[0-7]*|\\d+");
  private static final int HEXADECIMAL = 16;
  private static final int OCTAL = 8;
  private static final int DECIMAL = 10;

  private CInteger() {}

  /// The number that a text begins with, as `atoi` has it; 0 if there is none.
  static int of(String text) {
    Matcher found = LEADING.matcher(text);
    if (!found.lookingAt()) {
      return 0;
    }
    try {
      return (int) Long.parseLong(found.group(1));
    } catch (NumberFormatException e) {
      return -1; // what C makes of the largest long
    }
  }

  /// The number at a place where a digit is, as `strtoull` has it with a base that the text tells:
  /// `0x` for hexadecimal, `0` for octal. What is too large is the largest `long`.
  static long unsigned(String text, int at) {
    Matcher found = UNSIGNED.matcher(text).region(at, text.length());
    if (!found.lookingAt()) {
      return 0;
    }
    String digits = found.group();
    boolean hexadecimal = digits.length() > 1 && Character.toLowerCase(digits.charAt(1)) == 'x';
    int base = hexadecimal ? HEXADECIMAL : digits.charAt(0) == '0' ? OCTAL : DECIMAL;
    try {
      return Long.parseLong(hexadecimal ? digits.substring(2) : digits, base);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
