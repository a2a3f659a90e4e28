package io.hyperslab.cli.place;

import io.hyperslab.dataspace.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Brackets at the end of a text: `[0, :64]["x"]`.
///
/// @param start where the first of them opens
/// @param contents what is in each pair
record Brackets(int start, List<String> contents) {
  private static final Pattern NAMES =
      Pattern.compile(
          "\\s*(?:\\[\\s*)?(?:\"[^\"]*\"|'[^']*')(?:\\s*,\\s*(?:\"[^\"]*\"|'[^']*'))*"
              + "\\s*(?:]\\s*)?");
  private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

  Brackets {
    contents = List.copyOf(contents);
  }

  /// The brackets that fill the text from `start` to its end, if they do.
  static Optional<Brackets> at(String text, int start) {
    List<String> contents = new ArrayList<>();
    int at = start;
    while (at < text.length() && text.charAt(at) == '[') {
      int end = closing(text, at);
      if (end < 0) {
        return Optional.empty();
      }
      contents.add(text.substring(at + 1, end));
      at = end + 1;
    }
    return at == text.length() && !contents.isEmpty()
        ? Optional.of(new Brackets(start, contents))
        : Optional.empty();
  }

  /// Where a bracket closes; -1 if it does not.
  private static int closing(String text, int open) {
    int depth = 0;
    char quote = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[') {
        depth++;
      } else if (c == ']' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /// What they say.
  ///
  /// @throws IllegalArgumentException if one of them is neither a selection nor names
  List<Step> steps() {
    return contents.stream().map(Brackets::step).toList();
  }

  private static Step step(String content) {
    if (!NAMES.matcher(content).matches()) {
      return new Step.Part(Selection.of(content), content);
    }
    List<String> names = new ArrayList<>();
    Matcher name = NAME.matcher(content);
    while (name.find()) {
      names.add(name.group(1) == null ? name.group(2) : name.group(1));
    }
    boolean isList = names.size() > 1 || content.strip().startsWith("[");
    return isList ? new Step.Fields(names) : new Step.Field(names.getFirst());
  }
}
