package io.hyperslab.cli.exchange;

/// Complex numbers as text: `1.0-2.5j`.
final class ComplexText {
  private ComplexText() {}

  /// Where the imaginary part begins, with its sign; -1 if a text is no complex number of two
  /// parts.
  static int split(String text) {
    if (!text.endsWith("j")) {
      return -1;
    }
    for (int i = text.length() - 2; i > 0; i--) {
      char c = text.charAt(i);
      boolean exponent = (text.charAt(i - 1) | 0x20) == 'e';
      if ((c == '+' || c == '-') && !exponent) {
        boolean numbers =
            CellKind.isNumber(text.substring(0, i))
                && CellKind.isNumber(text.substring(i, text.length() - 1));
        return numbers ? i : -1;
      }
    }
    return -1;
  }

  /// The real part of a text that is split somewhere.
  static double real(String text, int split) {
    return CellKind.number64(text.substring(0, split));
  }

  /// The imaginary part.
  static double imaginary(String text, int split) {
    return CellKind.number64(text.substring(split, text.length() - 1));
  }
}
