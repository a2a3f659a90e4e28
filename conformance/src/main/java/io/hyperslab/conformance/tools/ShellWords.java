package io.hyperslab.conformance.tools;

import java.util.ArrayList;
import java.util.List;

/// Text as a shell takes it apart: words between blanks, with `'...'`, `"..."` and backslashes, and
/// nothing expanded.
final class ShellWords {
  private static final char NONE = ' ';

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private char quote = NONE;

  private ShellWords(String text) {
    this.text = text;
  }

  /// The words of a text.
  ///
  /// @throws IllegalArgumentException if a quote is not closed
  static List<String> of(String text) {
    return new ShellWords(text).split();
  }

  private List<String> split() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && isEscape(i)) {
        i++;
        add(text.charAt(i));
      } else if (quote != NONE) {
        quoted(c);
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        end();
      } else {
        add(c);
      }
    }
    if (quote != NONE) {
      throw new IllegalArgumentException("no closing " + quote + " in: " + text);
    }
    end();
    return List.copyOf(words);
  }

  /// Whether the backslash at a position protects what follows it.
  private boolean isEscape(int at) {
    if (quote == '\'' || at + 1 == text.length()) {
      return false;
    }
    return quote == NONE || "\\\"$`".indexOf(text.charAt(at + 1)) >= 0;
  }

  private void quoted(char c) {
    if (c == quote) {
      quote = NONE;
    } else {
      add(c);
    }
  }

  private void add(char c) {
    word.append(c);
    inWord = true;
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
