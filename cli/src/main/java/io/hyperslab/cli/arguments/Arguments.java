package io.hyperslab.cli.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The arguments that a command was given, fit to its [Syntax].
///
/// Options may stand before, between and behind operands; `--` ends them. A single dash is an
/// operand.
public final class Arguments {
  private record Given(Option option, String value) {}

  private final List<Given> given = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();

  private Arguments() {}

  /// Reads arguments.
  ///
  /// @throws UsageException if they do not fit. Not if one of the options is [Syntax#HELP]: then
  ///   operands may be missing
  public static Arguments parse(Syntax syntax, List<String> words) {
    Arguments arguments = new Arguments();
    int i = 0;
    while (i < words.size()) {
      String word = words.get(i++);
      if (word.equals("--")) {
        arguments.operands.addAll(words.subList(i, words.size()));
        break;
      } else if (word.startsWith("--")) {
        i = arguments.longOption(syntax, words, i);
      } else if (isShortOptions(syntax, word)) {
        i = arguments.shortOptions(syntax, words, i);
      } else {
        arguments.operands.add(word);
      }
    }
    if (!arguments.has(Syntax.HELP)) {
      arguments.countOperands(syntax);
    }
    return arguments;
  }

  /// Negative numbers are values, unless a command has options of such names.
  private static boolean isShortOptions(Syntax syntax, String word) {
    return word.length() > 1
        && word.charAt(0) == '-'
        && (!(Character.isDigit(word.charAt(1)) || word.charAt(1) == '.')
            || syntax.option(word.substring(0, 2)).isPresent());
  }

  private int longOption(Syntax syntax, List<String> words, int next) {
    String word = words.get(next - 1);
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Option option = syntax.option(name).orElseThrow(() -> unknown(syntax, name));
    if (!option.isValued()) {
      if (equals >= 0) {
        throw new UsageException("option '" + name + "' has no value");
      }
      return add(option, "", next);
    } else if (equals >= 0) {
      return add(option, word.substring(equals + 1), next);
    }
    return add(option, following(words, next, name), next + 1);
  }

  private int shortOptions(Syntax syntax, List<String> words, int next) {
    String word = words.get(next - 1);
    for (int i = 1; i < word.length(); i++) {
      String name = "-" + word.charAt(i);
      Option option = syntax.option(name).orElseThrow(() -> unknown(syntax, name));
      if (!option.isValued()) {
        add(option, "", next);
      } else if (i + 1 < word.length()) {
        return add(option, word.substring(i + 1), next);
      } else {
        return add(option, following(words, next, name), next + 1);
      }
    }
    return next;
  }

  private static String following(List<String> words, int next, String name) {
    if (next == words.size()) {
      throw new UsageException("option '" + name + "' lacks its value");
    }
    return words.get(next);
  }

  private int add(Option option, String value, int next) {
    if (!option.choices().isEmpty() && !option.choices().contains(value.toLowerCase(Locale.ROOT))) {
      throw new UsageException(
          option.name() + " '" + value + "': expected " + Listed.or(option.choices()));
    }
    given.add(
        new Given(option, option.choices().isEmpty() ? value : value.toLowerCase(Locale.ROOT)));
    return next;
  }

  private static UsageException unknown(Syntax syntax, String name) {
    List<String> names =
        syntax.allOptions().stream().flatMap(option -> option.names().stream()).toList();
    return new UsageException("unknown option '" + name + "'" + Similar.question(name, names));
  }

  private void countOperands(Syntax syntax) {
    long least = 0;
    long most = 0;
    for (Operand operand : syntax.operands()) {
      if (operands.size() < least + operand.least()) {
        throw new UsageException(operand.placeholder() + " is missing");
      }
      least += operand.least();
      most += operand.most();
    }
    if (operands.size() > most) {
      throw new UsageException("one argument too many: '" + operands.get((int) most) + "'");
    }
  }

  /// Whether an option was given.
  public boolean has(Option option) {
    return given.stream().anyMatch(one -> one.option().equals(option));
  }

  /// The values of an option that may be given more than once, in their order.
  public List<String> texts(Option option) {
    return given.stream().filter(one -> one.option().equals(option)).map(Given::value).toList();
  }

  /// The value of an option, the last one where it was given more than once.
  public Optional<String> text(Option option) {
    List<String> all = texts(option);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /// The value of an option that is a whole number.
  ///
  /// @throws UsageException if it is none, or out of range
  public OptionalLong number(Option option, long least, long most) {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(text.get());
      if (number >= least && number <= most) {
        return OptionalLong.of(number);
      }
    } catch (NumberFormatException e) {
      throw notANumber(option, text.get(), least, most, e);
    }
    throw notANumber(option, text.get(), least, most, null);
  }

  private static UsageException notANumber(
      Option option, String text, long least, long most, @Nullable NumberFormatException cause) {
    String range = most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
    UsageException wrong =
        new UsageException(option.name() + " '" + text + "': expected a whole number, " + range);
    wrong.initCause(cause);
    return wrong;
  }

  /// The value of an option that is a number.
  ///
  /// @throws UsageException if it is none
  public OptionalDouble decimal(Option option) {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Double.parseDouble(text.get()));
    } catch (NumberFormatException e) {
      UsageException wrong =
          new UsageException(option.name() + " '" + text.get() + "': expected a number");
      wrong.initCause(e);
      throw wrong;
    }
  }

  /// The value of an option with choices, as the constant of that name (`as-stored` is
  /// `AS_STORED`).
  public <E extends Enum<E>> Optional<E> choice(Option option, Class<E> constants) {
    return text(option)
        .map(value -> Enum.valueOf(constants, value.toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  /// The arguments that are no options, in their order.
  public List<String> operands() {
    return List.copyOf(operands);
  }

  /// The operand at a place.
  ///
  /// @throws IndexOutOfBoundsException if there are not as many
  public String operand(int index) {
    return operands.get(index);
  }
}
