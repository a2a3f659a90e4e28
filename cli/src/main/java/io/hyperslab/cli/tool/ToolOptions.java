package io.hyperslab.cli.tool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options of a program of HDF5, read as its own scanner (`H5_get_option`, HDF5 1.10.8) reads
/// them: the first argument that is no option ends them; short ones may be joined; a long one has
/// to be spelled out; an option whose value may be left out takes the next argument unless that is
/// an option or the last one.
public final class ToolOptions {
  /// Whether an option has a value.
  public enum Value {
    /// It has none.
    NONE,
    /// It has one.
    REQUIRED,
    /// It may have one. A long option's follows `=` only.
    OPTIONAL
  }

  /// An option.
  ///
  /// @param letter its short form, or any character that stands for it where it has none
  public record Spec(char letter, Value value) {}

  /// An option that was given.
  ///
  /// @param value absent if it has none, or none was given
  public record Given(char letter, Optional<String> value) {}

  /// What was given.
  ///
  /// @param options in their order
  /// @param operands what follows the options
  public record Parsed(List<Given> options, List<String> operands) {
    /// Whether an option was given.
    public boolean has(char letter) {
      return options.stream().anyMatch(given -> given.letter() == letter);
    }

    /// The value of an option, the last one where it was given more than once.
    public Optional<String> value(char letter) {
      return options.stream()
          .filter(given -> given.letter() == letter)
          .reduce((_, last) -> last)
          .flatMap(Given::value);
    }
  }

  /// Arguments that the program does not have.
  public static final class UnknownOptionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Given> before;

    UnknownOptionException(String message, List<Given> before) {
      super(message);
      this.before = List.copyOf(before);
    }

    /// The options before the one that is wrong, for programs that take one after the other.
    public List<Given> before() {
      return before;
    }
  }

  private final Map<Character, Spec> letters;
  private final Map<String, Spec> names;

  /// @param letters the short options as the program declares them: a letter, and `:` behind it if
  ///   it has a value, `*` if it may have one
  /// @param names of each long option, without dashes, what it means
  public ToolOptions(String letters, Map<String, Spec> names) {
    this.letters = specs(letters);
    this.names = Map.copyOf(names);
  }

  private static Map<Character, Spec> specs(String letters) {
    Map<Character, Spec> specs = new HashMap<>();
    for (int i = 0; i < letters.length(); i++) {
      char next = i + 1 < letters.length() ? letters.charAt(i + 1) : ' ';
      Value value =
          switch (next) {
            case ':' -> Value.REQUIRED;
            case '*' -> Value.OPTIONAL;
            default -> Value.NONE;
          };
      specs.put(letters.charAt(i), new Spec(letters.charAt(i), value));
      i += value == Value.NONE ? 0 : 1;
    }
    return specs;
  }

  /// Reads arguments.
  ///
  /// @throws UnknownOptionException if an option is unknown, or lacks its value, or has one that it
  ///   cannot have
  public Parsed parse(List<String> arguments) throws UnknownOptionException {
    List<Given> given = new ArrayList<>();
    int i = 0;
    while (i < arguments.size()) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        i++;
        break;
      } else if (argument.length() < 2 || argument.charAt(0) != '-') {
        break;
      } else if (argument.startsWith("--")) {
        i = longOption(arguments, i, given);
      } else {
        i = letters(arguments, i, given);
      }
    }
    return new Parsed(List.copyOf(given), List.copyOf(arguments.subList(i, arguments.size())));
  }

  private int longOption(List<String> arguments, int at, List<Given> given)
      throws UnknownOptionException {
    String argument = arguments.get(at);
    int equals = argument.indexOf('=');
    String name = argument.substring(2, equals < 0 ? argument.length() : equals);
    Spec spec = names.get(name);
    if (spec == null) {
      throw new UnknownOptionException("unknown option '--" + name + "'", given);
    }
    int next = at + 1;
    Optional<String> value = Optional.empty();
    if (equals >= 0) {
      if (spec.value() == Value.NONE) {
        throw new UnknownOptionException("option '--" + name + "' has no value", given);
      }
      value = Optional.of(argument.substring(equals + 1));
    } else if (spec.value() == Value.REQUIRED) {
      if (next == arguments.size() || arguments.get(next).startsWith("-")) {
        throw new UnknownOptionException("option '--" + name + "' lacks its value", given);
      }
      value = Optional.of(arguments.get(next++));
    }
    given.add(new Given(spec.letter(), value));
    return next;
  }

  /// Reads one argument of short options.
  private int letters(List<String> arguments, int at, List<Given> given)
      throws UnknownOptionException {
    String argument = arguments.get(at);
    int next = at + 1;
    for (int i = 1; i < argument.length(); i++) {
      char letter = argument.charAt(i);
      Spec spec = letters.get(letter);
      if (spec == null) {
        throw new UnknownOptionException("unknown option '-" + letter + "'", given);
      }
      if (spec.value() == Value.NONE) {
        given.add(new Given(letter, Optional.empty()));
        continue;
      }
      Optional<String> value = Optional.empty();
      if (spec.value() == Value.REQUIRED && i + 1 < argument.length()) {
        value = Optional.of(argument.substring(i + 1));
      } else if (spec.value() == Value.REQUIRED) {
        if (next == arguments.size()) {
          throw new UnknownOptionException("option '-" + letter + "' lacks its value", given);
        }
        value = Optional.of(arguments.get(next++));
      } else if (next + 1 < arguments.size() && !arguments.get(next).startsWith("-")) {
        value = Optional.of(arguments.get(next++));
      }
      given.add(new Given(letter, value));
      break;
    }
    return next;
  }
}
