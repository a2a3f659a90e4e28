package io.hyperslab.cli.completion;

import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// What an argument may be completed to.
///
/// @param isFile whether to files, and to paths inside of them
/// @param words the words otherwise; none if nobody can tell
record Wanted(boolean isFile, List<String> words) {
  private static final Pattern FILE = Pattern.compile("(FILE|IN|OUT|PATH|DIR)\\b");

  /// What an option's value may be.
  static Wanted by(Option option) {
    return option.choices().isEmpty()
        ? by(option.placeholder())
        : new Wanted(false, option.choices());
  }

  /// What an operand may be.
  static Wanted by(Operand operand) {
    return by(operand.placeholder());
  }

  /// What any of a command's operands may be.
  static Wanted by(Syntax syntax) {
    List<Wanted> each = syntax.operands().stream().map(Wanted::by).toList();
    return new Wanted(
        each.stream().anyMatch(Wanted::isFile),
        each.stream().flatMap(wanted -> wanted.words().stream()).distinct().toList());
  }

  /// Placeholders say what they stand for: `FILE[/PATH]` is a file, `bash|zsh|fish` one of three
  /// words.
  private static Wanted by(String placeholder) {
    return placeholder.indexOf('|') < 0
        ? new Wanted(FILE.matcher(placeholder).lookingAt(), List.of())
        : new Wanted(false, Arrays.asList(placeholder.split("\\|")));
  }
}
