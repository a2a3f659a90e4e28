package io.hyperslab.cli.dump;

import java.util.Locale;

/// Single characters of values.
public final class CharacterText {
  /// Below the quotation mark of the line before.
  private static final String CONTINUED = "           ";

  private CharacterText() {}

  /// Appends one byte of a text.
  ///
  /// @param escapes whether control characters that C has a name for are escaped
  public static void append(StringBuilder out, byte value, boolean escapes) {
    switch (value) {
      case '"' -> out.append(escapes ? "\\\"" : "\"");
      case '\\' -> out.append(escapes ? "\\\\" : "\\");
      case '\b' -> out.append(escapes ? "\\b" : "\b");
      case '\f' -> out.append(escapes ? "\\f" : "\f");
      case '\t' -> out.append(escapes ? "\\t" : "\t");
      case '\n' -> out.append(escapes ? "\\n" : "\n" + CONTINUED);
      case '\r' -> out.append(escapes ? "\\r" : "\r" + CONTINUED);
      default -> {
        if (isPrintable(value)) {
          out.append((char) value);
        } else {
          // h5dump hands a signed character to %o: a byte from 0x80 on is a large number.
          out.append(String.format(Locale.ROOT, "\\%03o", (int) value));
        }
      }
    }
  }

  public static boolean isPrintable(byte value) {
    return value >= ' ' && value < 0x7f;
  }

  /// The name of an enumeration's value. h5dump leaves what follows an escape as it is.
  public static String escapedName(String latin1) {
    StringBuilder out = new StringBuilder(latin1.length());
    boolean skip = false;
    for (int i = 0; i < latin1.length(); i++) {
      char c = latin1.charAt(i);
      String escape = skip ? "" : escape(c);
      out.append(escape.isEmpty() ? String.valueOf(c) : escape);
      skip = !escape.isEmpty();
    }
    return out.toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case '\'', '"', '\\', '?' -> "\\" + c;
      case 7 -> "\\a";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case 11 -> "\\v";
      default -> isPrintable((byte) c) ? "" : String.format(Locale.ROOT, "\\%03o", (int) c);
    };
  }
}
