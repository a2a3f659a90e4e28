package io.hyperslab.cli.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a command takes, and how it explains itself.
///
/// @param name what it is called
/// @param summary what it does: a sentence for the list of commands
/// @param description what else there is to say; may be empty
/// @param options its own; every command also has [#HELP] and [#DEBUG]
/// @param operands in their order
/// @param examples lines of a terminal, with a remark where one helps
/// @param statuses what its exit statuses mean; empty for the usual ones
public record Syntax(
    String name,
    String summary,
    List<String> description,
    List<Option> options,
    List<Operand> operands,
    List<Example> examples,
    String statuses) {
  /// What runs commands.
  public static final String PROGRAM = "hyperslab";

  /// Asks for the help text.
  public static final Option HELP = Option.flag("-h, --help", "Show this help.");

  /// Asks for stack traces.
  public static final Option DEBUG =
      Option.flag("--debug", "Show where in the program an error came from.");

  private static final String USUAL =
      "0 success, 1 a file or an object could not be read or written, 2 wrong usage.";

  /// A line that a user may type.
  ///
  /// @param line what is typed
  /// @param remark what it is for; may be empty
  public record Example(String line, String remark) {}

  public Syntax {
    description = List.copyOf(description);
    options = List.copyOf(options);
    operands = List.copyOf(operands);
    examples = List.copyOf(examples);
  }

  /// A command without options, operands and examples; they are added.
  public static Syntax of(String name, String summary) {
    return new Syntax(name, summary, List.of(), List.of(), List.of(), List.of(), USUAL);
  }

  /// With more to say.
  public Syntax description(String... lines) {
    return new Syntax(name, summary, List.of(lines), options, operands, examples, statuses);
  }

  /// With these options.
  public Syntax options(Option... added) {
    return new Syntax(name, summary, description, List.of(added), operands, examples, statuses);
  }

  /// With these operands. Only one of them may have a number that varies.
  public Syntax operands(Operand... added) {
    return new Syntax(name, summary, description, options, List.of(added), examples, statuses);
  }

  /// With one more example.
  public Syntax example(String line, String remark) {
    List<Example> more = new ArrayList<>(examples);
    more.add(new Example(line, remark));
    return new Syntax(name, summary, description, options, operands, more, statuses);
  }

  /// With exit statuses other than the usual ones.
  public Syntax statuses(String meaning) {
    return new Syntax(name, summary, description, options, operands, examples, meaning);
  }

  /// All options, those that every command has included.
  public List<Option> allOptions() {
    List<Option> all = new ArrayList<>(options);
    all.add(DEBUG);
    all.add(HELP);
    return all;
  }

  /// The option of a name, dashes included.
  Optional<Option> option(String written) {
    return allOptions().stream().filter(option -> option.names().contains(written)).findFirst();
  }
}
