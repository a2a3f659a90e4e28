package io.hyperslab.cli.find;

import java.util.regex.Pattern;

/// Patterns with `*`, `?` and `[abc]`; `**` crosses slashes.
public final class Glob {
  private Glob() {}

  /// Whether a text has characters that mean something in a pattern.
  public static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?');
  }

  /// The regular expression of a pattern.
  public static Pattern of(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i++);
      switch (c) {
        case '*' -> {
          boolean deep = i < glob.length() && glob.charAt(i) == '*';
          i += deep ? 1 : 0;
          regex.append(deep ? ".*" : "[^/]*");
        }
        case '?' -> regex.append("[^/]");
        case '[' -> {
          int close = glob.indexOf(']', i + 1);
          if (close < 0) {
            regex.append("\\[");
          } else {
            regex.append('[').append(members(glob.substring(i, close))).append(']');
            i = close + 1;
          }
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static String members(String text) {
    String negated = text.startsWith("!") ? "^" : "";
    return negated + text.substring(negated.length()).replaceAll("[\\\\\\[^&]", "\\\\$0");
  }
}
