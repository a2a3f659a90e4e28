package io.hyperslab.cli.digest;

import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// JSON texts, all ASCII: everything else is escaped, lone surrogates included.
final class Json {
  static final String NULL = "null";

  private Json() {}

  /// A string literal.
  static String string(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      append(out, text.charAt(i));
    }
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> {
        if (c >= 0x20 && c < 0x7f) {
          out.append(c);
        } else {
          out.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(c >> shift & 0xf, 16));
          }
        }
      }
    }
  }

  /// An array of texts that are JSON already.
  static String array(Collection<String> items) {
    return items.stream().collect(Collectors.joining(",", "[", "]"));
  }

  /// An array of string literals.
  static String strings(Collection<String> items) {
    return array(items.stream().map(Json::string).toList());
  }

  /// An array of numbers.
  static String numbers(long... items) {
    return array(LongStream.of(items).mapToObj(Long::toString).toList());
  }

  /// An array of numbers in which one value stands for "none".
  static String numbersOrNull(long none, long... items) {
    return array(LongStream.of(items).mapToObj(i -> i == none ? NULL : Long.toString(i)).toList());
  }
}
