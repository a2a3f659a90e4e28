package io.hyperslab.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Texts on one line, on their way from one process to another. The line is all ASCII: everything
/// else is escaped, tabs, line ends and lone surrogates included.
final class TextFields {
  private static final Pattern ESCAPED = Pattern.compile("\\\\([0-9a-f]{4})");

  private TextFields() {}

  static String line(List<String> texts) {
    return texts.stream().map(TextFields::escaped).collect(Collectors.joining("\t"));
  }

  /// The texts of a line.
  static List<String> of(String line) {
    return Arrays.stream(line.split("\t", -1)).map(TextFields::unescaped).toList();
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c <= '~' && c != '\\') {
        out.append(c);
      } else {
        out.append('\\');
        for (int shift = Short.SIZE - 4; shift >= 0; shift -= 4) {
          out.append(Character.forDigit(c >>> shift & 0xf, 16));
        }
      }
    }
    return out.toString();
  }

  private static String unescaped(String text) {
    return ESCAPED
        .matcher(text)
        .replaceAll(code -> {
          char c = (char) Integer.parseInt(code.group(1), 16);
          return Matcher.quoteReplacement(String.valueOf(c));
        });
  }
}
