package io.hyperslab.conformance.tools;

import java.util.List;
import java.util.Optional;

/// One call of a program, and what of it has to be equal.
///
/// @param line its number in the text, from 1
/// @param text the arguments as they are written there
/// @param arguments the arguments
/// @param checks what has to be equal; empty for a step that only prepares
/// @param reason why it is not; empty if it has to be
record ToolCase(
    int line, String text, List<String> arguments, List<Check> checks, Optional<String> reason) {
  private static final String PREPARES = "$";

  /// Reads a line.
  ///
  /// @throws IllegalArgumentException if it is none
  static ToolCase parse(int number, String line) {
    String[] cells = line.split("\t", -1);
    List<String> words = ShellWords.of(cells[0]);
    if (!words.isEmpty() && words.getFirst().equals(PREPARES)) {
      return new ToolCase(
          number, cells[0], words.subList(1, words.size()), List.of(), Optional.empty());
    }
    if (cells.length < 2 || cells.length > 3) {
      throw new IllegalArgumentException(cells.length + " columns in line " + number);
    }
    Optional<String> reason =
        cells.length == 2 || cells[2].isBlank() ? Optional.empty() : Optional.of(cells[2].strip());
    return new ToolCase(number, cells[0].strip(), words, Check.parse(cells[1]), reason);
  }

  /// Whether this is a program of its own that only prepares.
  boolean prepares() {
    return checks.isEmpty();
  }
}
