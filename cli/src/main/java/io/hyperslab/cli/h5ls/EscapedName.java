package io.hyperslab.cli.h5ls;

/// Names as `h5ls` writes them: what is not printable, and on request each space, is escaped.
final class EscapedName {
  private EscapedName() {}

  /// Appends a name.
  ///
  /// @param name its bytes
  /// @return how many columns it takes
  static int append(StringBuilder out, String name, boolean escapesSpaces) {
    int before = out.length();
    for (int i = 0; i < name.length() && name.charAt(i) != 0; i++) {
      append(out, name.charAt(i), escapesSpaces);
    }
    return out.length() - before;
  }

  private static void append(StringBuilder out, char c, boolean escapesSpaces) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case ' ' -> out.append(escapesSpaces ? "\\ " : " ");
      default -> {
        if (c > ' ' && c < 0x7f) {
          out.append(c);
        } else {
          out.append('\\').append((char) ('0' + (c >> 6)));
          out.append((char) ('0' + (c >> 3 & 7))).append((char) ('0' + (c & 7)));
        }
      }
    }
  }
}
