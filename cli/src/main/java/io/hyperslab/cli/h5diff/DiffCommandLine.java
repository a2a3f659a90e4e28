package io.hyperslab.cli.h5diff;

import io.hyperslab.cli.tool.ToolOptions;
import io.hyperslab.cli.tool.ToolOptions.Given;
import io.hyperslab.cli.tool.ToolOptions.Spec;
import io.hyperslab.cli.tool.ToolOptions.UnknownOptionException;
import io.hyperslab.cli.tool.ToolOptions.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The arguments of `h5diff`.
///
/// @param options how to compare
/// @param fileOfOne the first file
/// @param fileOfOther the second file
/// @param one the object of the first file, absolute, without its hyperslab
/// @param subsetOfOne the hyperslab behind it
/// @param other the object of the second file
/// @param subsetOfOther the hyperslab behind it
record DiffCommandLine(
    DiffOptions options,
    String fileOfOne,
    String fileOfOther,
    String one,
    Optional<SubsetRequest> subsetOfOne,
    String other,
    Optional<SubsetRequest> subsetOfOther) {
  private static final ToolOptions SCANNER =
      new ToolOptions(
          "hVrvqn:d:p:NcelxE:A:S",
          Map.ofEntries(
              Map.entry("help", new Spec('h', Value.NONE)),
              Map.entry("version", new Spec('V', Value.NONE)),
              Map.entry("report", new Spec('r', Value.NONE)),
              Map.entry("verbose", new Spec('v', Value.OPTIONAL)),
              Map.entry("quiet", new Spec('q', Value.NONE)),
              Map.entry("count", new Spec('n', Value.REQUIRED)),
              Map.entry("delta", new Spec('d', Value.REQUIRED)),
              Map.entry("relative", new Spec('p', Value.REQUIRED)),
              Map.entry("nan", new Spec('N', Value.NONE)),
              Map.entry("compare", new Spec('c', Value.NONE)),
              Map.entry("use-system-epsilon", new Spec('e', Value.NONE)),
              Map.entry("follow-symlinks", new Spec('l', Value.NONE)),
              Map.entry("no-dangling-links", new Spec('x', Value.NONE)),
              Map.entry("exclude-path", new Spec('E', Value.REQUIRED)),
              Map.entry("exclude-attribute", new Spec('A', Value.REQUIRED)),
              Map.entry("enable-error-stack", new Spec('S', Value.NONE))));

  private static final Pattern NUMBER =
      Pattern.compile("\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)");
  private static final Pattern DIGITS = Pattern.compile("\\s*([+-]?\\d{1,9})");
  private static final String VERBOSE = "-v";

  /// The arguments end here: with help, or because they make no sense.
  static final class EndedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Ending ending;

    EndedException(Ending ending, String message) {
      super(message);
      this.ending = ending;
    }

    Ending ending() {
      return ending;
    }
  }

  /// Why there is nothing to compare.
  enum Ending {
    /// Help was asked for.
    HELP,
    /// The release was asked for.
    VERSION,
    /// Something is wrong, which the message says.
    USAGE,
    /// The value of an option is wrong; the message is a line for standard output.
    WRONG_VALUE,
    /// Two kinds of tolerance are given.
    TWO_TOLERANCES,
    /// Options contradict each other; the message is a line for standard output.
    CONTRADICTION
  }

  /// Reads arguments.
  static DiffCommandLine parse(List<String> arguments) throws EndedException {
    ToolOptions.Parsed parsed;
    try {
      parsed = SCANNER.parse(withoutLevels(arguments));
    } catch (UnknownOptionException e) {
      throw new EndedException(Ending.USAGE, String.valueOf(e.getMessage()));
    }
    for (Given given : parsed.options()) {
      check(given);
    }
    int tolerances = 0;
    for (char letter : new char[] {'d', 'p', 'e'}) {
      tolerances += isSet(parsed, letter) ? 1 : 0;
    }
    if (tolerances > 1) {
      throw new EndedException(Ending.TWO_TOLERANCES, "more than one tolerance");
    }
    if (parsed.operands().size() < 2) {
      throw new EndedException(Ending.USAGE, "missing file names");
    }
    return of(options(parsed, arguments), parsed.operands());
  }

  /// The level of `-v2` is no letter, and whatever follows `-v` in one argument is dropped.
  private static List<String> withoutLevels(List<String> arguments) {
    List<String> plain = new ArrayList<>();
    for (String argument : arguments) {
      plain.add(argument.startsWith(VERBOSE) ? VERBOSE : argument);
    }
    return plain;
  }

  private static void check(Given given) throws EndedException {
    String value = given.value().orElse("");
    boolean isRight =
        switch (given.letter()) {
          case 'h' -> throw new EndedException(Ending.HELP, "help");
          case 'V' -> throw new EndedException(Ending.VERSION, "version");
          case 'd', 'p' -> !(value.length() > 2 && value.startsWith("0x")) && number(value) >= 0;
          case 'n' -> value.isEmpty() || value.matches("[1-9][0-9]*");
          default -> true;
        };
    if (!isRight) {
      throw new EndedException(
          Ending.WRONG_VALUE, "<-" + given.letter() + " " + value + "> is not a valid option");
    }
  }

  /// The number that a text begins with, as C reads it; 0 if it begins with none.
  private static double number(String text) {
    Matcher found = NUMBER.matcher(text);
    return found.lookingAt() ? Double.parseDouble(found.group(1)) : 0;
  }

  private static boolean isSet(ToolOptions.Parsed parsed, char letter) {
    return letter == 'p' ? relative(parsed).isPresent() : parsed.has(letter);
  }

  /// The relative tolerance; 0 is none.
  private static OptionalDouble relative(ToolOptions.Parsed parsed) {
    double value = parsed.value('p').map(DiffCommandLine::number).orElse(0.0);
    return Tolerance.isZero(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static DiffOptions options(ToolOptions.Parsed parsed, List<String> arguments)
      throws EndedException {
    boolean quiet = parsed.has('q');
    boolean report = parsed.has('r');
    boolean verbose = parsed.has('v');
    if (quiet && (report || verbose)) {
      throw new EndedException(
          Ending.CONTRADICTION,
          "Error: -q (quiet mode) cannot be added to verbose or report modes");
    }
    boolean follows = parsed.has('l');
    boolean refuses = parsed.has('x');
    if (refuses && !follows) {
      throw new EndedException(
          Ending.CONTRADICTION,
          "Error: --no-dangling-links must be used along with --follow-symlinks option.");
    }
    return new DiffOptions(
        quiet,
        report,
        verbose,
        verbose ? level(parsed, arguments) : 0,
        parsed.has('c'),
        follows,
        refuses,
        new Tolerance(delta(parsed), relative(parsed), parsed.has('e'), !parsed.has('N')),
        most(parsed),
        values(parsed, 'E'),
        values(parsed, 'A'));
  }

  private static OptionalDouble delta(ToolOptions.Parsed parsed) {
    return parsed
        .value('d')
        .map(value -> OptionalDouble.of(number(value)))
        .orElse(OptionalDouble.empty());
  }

  private static OptionalLong most(ToolOptions.Parsed parsed) {
    Optional<String> value = parsed.value('n').filter(text -> !text.isEmpty());
    return value.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(value.get().length() > 18 ? Long.MAX_VALUE : Long.parseLong(value.get()));
  }

  private static List<String> values(ToolOptions.Parsed parsed, char letter) {
    return parsed.options().stream()
        .filter(given -> given.letter() == letter)
        .flatMap(given -> given.value().stream())
        .toList();
  }

  /// The first argument that begins with `-v` has the level, whatever it is; else that of
  /// `--verbose`.
  private static int level(ToolOptions.Parsed parsed, List<String> arguments) {
    for (String argument : arguments) {
      if (argument.startsWith(VERBOSE)) {
        return integer(argument.substring(VERBOSE.length()));
      }
    }
    return parsed.value('v').map(DiffCommandLine::integer).orElse(0);
  }

  private static int integer(String text) {
    Matcher found = DIGITS.matcher(text);
    return found.lookingAt() ? Integer.parseInt(found.group(1)) : 0;
  }

  private static DiffCommandLine of(DiffOptions options, List<String> operands) {
    SubsetRequest.Parsed one = SubsetRequest.parse(operands.size() > 2 ? operands.get(2) : "/");
    // The hyperslab of a single name is the first object's only.
    SubsetRequest.Parsed other =
        operands.size() > 3
            ? SubsetRequest.parse(operands.get(3))
            : new SubsetRequest.Parsed(one.name(), Optional.empty());
    return new DiffCommandLine(
        options,
        operands.get(0),
        operands.get(1),
        absolute(one.name()),
        one.subset(),
        absolute(other.name()),
        other.subset());
  }

  private static String absolute(String path) {
    return path.startsWith("/") ? path : "/" + path;
  }
}
