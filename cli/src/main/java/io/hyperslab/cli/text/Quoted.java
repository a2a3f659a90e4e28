package io.hyperslab.cli.text;

import java.util.Locale;

/// Texts from a file, or from anybody else, among other things: they must neither steer the
/// terminal nor pass for what stands around them.
public final class Quoted {
  private Quoted() {}

  /// The text in quotes, with escapes.
  public static String of(String text) {
    return '"' + escaped(text).replace("\"", "\\\"") + '"';
  }

  /// The text on one line: control characters and backslashes are escapes.
  public static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        out.append("\\\\");
      } else {
        append(out, c);
      }
    }
    return out.toString();
  }

  /// The text with nothing changed but control characters, which are escapes.
  public static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      append(out, text.charAt(i));
    }
    return out.toString();
  }

  /// Whether [#printable(String)] changes nothing.
  public static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isHidden(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder out, char c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isHidden(c)) {
          out.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }

  /// Control characters, and those that turn the direction of writing.
  private static boolean isHidden(char c) {
    return Character.isISOControl(c)
        || c >= '\u202a' && c <= '\u202e'
        || c >= '\u2066' && c <= '\u2069';
  }
}
