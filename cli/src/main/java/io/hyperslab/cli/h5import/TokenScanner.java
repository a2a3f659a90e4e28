package io.hyperslab.cli.h5import;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Takes a configuration apart: words between blanks, and integers, as C's `scanf` reads them.
final class TokenScanner {
  /// Configurations are short; more is some other file, taken for one.
  private static final int MOST_BYTES = 1 << 20;

  private final String text;
  private int position;

  /// @param text bytes as characters of the same value
  TokenScanner(String text) {
    this.text = text;
  }

  /// The beginning of a file.
  static TokenScanner of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new TokenScanner(new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1));
    }
  }

  /// The next word; empty at the end.
  Optional<String> word() {
    skipBlanks();
    int start = position;
    while (position < text.length() && !isBlank(text.charAt(position))) {
      position++;
    }
    return start == position ? Optional.empty() : Optional.of(text.substring(start, position));
  }

  /// The next word.
  ///
  /// @param what it is, for the error message
  String word(String what) throws ImportRefusedException {
    return word().orElseThrow(() -> new ImportRefusedException("the end instead of " + what));
  }

  /// The next integer; empty, and nothing but blanks taken, if there is something else.
  OptionalLong integer() {
    skipBlanks();
    int end = position;
    if (end < text.length() && (text.charAt(end) == '-' || text.charAt(end) == '+')) {
      end++;
    }
    int digits = end;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == digits) {
      return OptionalLong.empty();
    }
    OptionalLong value = leadingInteger(text.substring(position, end));
    position = end;
    return value;
  }

  /// All integers that follow.
  long[] integers() {
    List<Long> found = new ArrayList<>();
    OptionalLong next = integer();
    while (next.isPresent()) {
      found.add(next.getAsLong());
      next = integer();
    }
    return found.stream().mapToLong(Long::longValue).toArray();
  }

  /// The integer that a word begins with; the nearest that a `long` holds.
  static OptionalLong leadingInteger(String word) {
    boolean signed = word.startsWith("-") || word.startsWith("+");
    boolean negative = word.startsWith("-");
    int start = signed ? 1 : 0;
    int end = start;
    long value = 0;
    while (end < word.length() && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
      int digit = word.charAt(end++) - '0';
      value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : 10 * value + digit;
    }
    return end == start ? OptionalLong.empty() : OptionalLong.of(negative ? -value : value);
  }

  private void skipBlanks() {
    while (position < text.length() && isBlank(text.charAt(position))) {
      position++;
    }
  }

  /// C's `isspace`.
  static boolean isBlank(int c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }
}
