package io.hyperslab.cli.exchange;

import java.util.Locale;

/// What a cell looks like.
enum CellKind {
  /// Nothing.
  EMPTY,
  /// `true` or `false`, in capitals or not.
  BOOLEAN,
  /// Digits, with a sign or not. Zeros in front make it a text: they would be lost.
  INTEGER,
  /// A number with a point or an exponent, `nan` or `inf`.
  FLOATING,
  /// `1.5-2j`.
  COMPLEX,
  /// Anything else.
  TEXT;

  /// What a cell without quotes looks like.
  static CellKind of(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    char last = text.charAt(text.length() - 1);
    if (last >= '0' && last <= '9' || last == '.') {
      return number(text);
    }
    if (last == 'j') {
      return ComplexText.split(text) > 0 ? COMPLEX : TEXT;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "false" -> BOOLEAN;
      case "nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity" -> FLOATING;
      default -> TEXT;
    };
  }

  /// What a text that ends with a digit or a point is.
  private static CellKind number(String text) {
    int at = sign(text, 0);
    int whole = digits(text, at);
    if (whole == text.length()) {
      return text.charAt(at) == '0' && whole > at + 1 ? TEXT : INTEGER;
    }
    int end = whole;
    int count = whole - at;
    if (text.charAt(end) == '.') {
      int fraction = digits(text, end + 1);
      count += fraction - end - 1;
      end = fraction;
    }
    if (count > 0 && end < text.length() && (text.charAt(end) | 0x20) == 'e') {
      int exponent = sign(text, end + 1);
      end = digits(text, exponent);
      count = end - exponent;
    }
    // A number that is too large would be lost.
    boolean whole64 = end == text.length() && count > 0;
    return whole64 && Double.isFinite(Double.parseDouble(text)) ? FLOATING : TEXT;
  }

  private static int sign(String text, int at) {
    boolean signed = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return signed ? at + 1 : at;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /// Whether a text is a floating-point number, or an integer.
  static boolean isNumber(String text) {
    CellKind kind = of(text);
    return kind == INTEGER || kind == FLOATING;
  }

  /// The value of such a text.
  static double number64(String text) {
    char last = text.charAt(text.length() - 1);
    if (last >= '0' && last <= '9' || last == '.') {
      return Double.parseDouble(text);
    }
    boolean negative = text.startsWith("-");
    boolean none = text.toLowerCase(Locale.ROOT).endsWith("nan");
    return none ? Double.NaN : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
