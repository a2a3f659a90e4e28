package io.hyperslab.cli.arguments;

import java.util.List;

/// Words in a sentence.
final class Listed {
  private Listed() {}

  /// `a, b or c`.
  static String or(List<String> words) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
  }
}
