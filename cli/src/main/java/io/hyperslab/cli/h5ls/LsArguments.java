package io.hyperslab.cli.h5ls;

import io.hyperslab.cli.h5ls.LsOptions.Flag;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The arguments of `h5ls`, which has a scanner of its own: the first of them that asks for help or
/// for the version, or makes no sense, decides.
final class LsArguments {
  /// What the arguments ask for.
  sealed interface Request {
    /// A listing.
    record Listing(LsOptions options, List<String> operands) implements Request {}

    /// The text about the program's use.
    ///
    /// @param problem why, if it was not asked for
    record Usage(Optional<String> problem) implements Request {}

    /// The program's version.
    record Version() implements Request {}
  }

  /// Arguments that decide before all are read.
  private static final class Decided extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Request request;

    Decided(Request request) {
      super(null, null, false, false);
      this.request = request;
    }

    static Decided refused(String problem) {
      return new Decided(new Request.Usage(Optional.of(problem)));
    }
  }

  private static final int DEFAULT_WIDTH = 80;
  private static final String WIDTH_NAME = "--width";
  private static final String DRIVER = "--vfd=";
  private static final Pattern NUMBER =
      Pattern.compile("\\s*[-+]?(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)");

  private static final Map<String, Flag> NAMES =
      Map.ofEntries(
          Map.entry("--address", Flag.ADDRESS),
          Map.entry("--data", Flag.DATA),
          Map.entry("--follow-symlinks", Flag.FOLLOW_SYMLINKS),
          Map.entry("--no-dangling-links", Flag.NO_DANGLING_LINKS),
          Map.entry("--external", Flag.FOLLOW_EXTERNAL),
          Map.entry("--full", Flag.FULL),
          Map.entry("--group", Flag.GROUP),
          Map.entry("--label", Flag.LABEL),
          Map.entry("--recursive", Flag.RECURSIVE),
          Map.entry("--simple", Flag.SIMPLE),
          Map.entry("--string", Flag.STRING),
          Map.entry("--verbose", Flag.VERBOSE),
          Map.entry("--hexdump", Flag.HEXADECIMAL));

  private static final Map<Character, Flag> LETTERS =
      Map.ofEntries(
          Map.entry('a', Flag.ADDRESS),
          Map.entry('d', Flag.DATA),
          Map.entry('E', Flag.FOLLOW_EXTERNAL),
          Map.entry('f', Flag.FULL),
          Map.entry('g', Flag.GROUP),
          Map.entry('l', Flag.LABEL),
          Map.entry('r', Flag.RECURSIVE),
          Map.entry('S', Flag.SIMPLE),
          Map.entry('s', Flag.STRING),
          Map.entry('v', Flag.VERBOSE),
          Map.entry('x', Flag.HEXADECIMAL));

  /// Ask for the error stack of libhdf5, which does not exist here.
  private static final Set<String> IGNORED = Set.of("--enable-error-stack", "--errors");

  private final List<String> arguments;
  private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
  private Optional<String> driver = Optional.empty();
  private int width;
  private int next;

  private LsArguments(List<String> arguments, Optional<String> columns) {
    this.arguments = arguments;
    width = columns.map(LsArguments::columns).orElse(DEFAULT_WIDTH);
  }

  /// Reads arguments.
  ///
  /// @param columns the environment's variable `COLUMNS`
  static Request parse(List<String> arguments, Optional<String> columns) {
    try {
      return new LsArguments(arguments, columns).parse();
    } catch (Decided e) {
      return e.request;
    }
  }

  private static int columns(String variable) {
    boolean isNumber = !variable.isEmpty() && Character.isDigit(variable.charAt(0));
    int end = digitsEnd(variable);
    return isNumber ? Math.max(1, number(variable.substring(0, end))) : DEFAULT_WIDTH;
  }

  private Request parse() throws Decided {
    while (next < arguments.size() && arguments.get(next).startsWith("-")) {
      String argument = arguments.get(next++);
      if (argument.equals("--")) {
        break;
      }
      if (argument.startsWith("--")) {
        name(argument);
      } else if (argument.startsWith("-w")) {
        width = width(argument.length() > 2 ? argument.substring(2) : value(), 0);
      } else {
        letters(argument);
      }
    }
    List<String> operands = arguments.subList(next, arguments.size());
    if (operands.isEmpty()) {
      throw Decided.refused("no file is named");
    }
    refuseContradictions();
    return new Request.Listing(new LsOptions(flags, width, driver), List.copyOf(operands));
  }

  private void refuseContradictions() throws Decided {
    if (flags.contains(Flag.RECURSIVE) && flags.contains(Flag.GROUP)) {
      throw Decided.refused("--recursive and --group contradict each other");
    }
    if (flags.contains(Flag.NO_DANGLING_LINKS) && !flags.contains(Flag.FOLLOW_SYMLINKS)) {
      throw Decided.refused("--no-dangling-links needs --follow-symlinks");
    }
  }

  private void name(String argument) throws Decided {
    Flag flag = NAMES.get(argument);
    if (flag != null) {
      add(flag);
    } else if (argument.equals("--help")) {
      throw new Decided(new Request.Usage(Optional.empty()));
    } else if (argument.equals("--version")) {
      throw new Decided(new Request.Version());
    } else if (argument.equals(WIDTH_NAME)) {
      width = width(value(), 1);
    } else if (argument.startsWith(WIDTH_NAME + "=")) {
      width = width(argument.substring(WIDTH_NAME.length() + 1), 0);
    } else if (argument.startsWith(DRIVER)) {
      driver = Optional.of(argument.substring(DRIVER.length()));
    } else if (argument.startsWith("--s3-cred=") || argument.startsWith("--hdfs-attrs=")) {
      throw Decided.refused("there is no driver for S3 or HDFS");
    } else if (!IGNORED.contains(argument)) {
      throw Decided.refused("unknown option '" + argument + "'");
    }
  }

  private void letters(String argument) throws Decided {
    for (int i = 1; i < argument.length(); i++) {
      char letter = argument.charAt(i);
      Flag flag = LETTERS.get(letter);
      if (flag != null) {
        add(flag);
        continue;
      }
      switch (letter) {
        case 'e' -> {} // as --errors
        case 'h', '?' -> throw new Decided(new Request.Usage(Optional.empty()));
        case 'V' -> throw new Decided(new Request.Version());
        default -> throw Decided.refused("unknown option '-" + letter + "'");
      }
    }
  }

  private void add(Flag flag) {
    flags.add(flag);
    if (flag == Flag.RECURSIVE) {
      flags.add(Flag.FULL);
    }
  }

  private String value() throws Decided {
    if (next == arguments.size()) {
      throw Decided.refused("the width is missing");
    }
    return arguments.get(next++);
  }

  private static int width(String text, int least) throws Decided {
    int end = digitsEnd(text);
    int width = number(text.substring(0, end));
    boolean whole = end == text.length() || width == 0 && least == 0;
    if (width < least || !whole) {
      throw Decided.refused("'" + text + "' is no width");
    }
    return width;
  }

  /// Where the number ends that a text begins with, as C's `strtol` sees it.
  private static int digitsEnd(String text) {
    Matcher found = NUMBER.matcher(text);
    return found.lookingAt() ? found.end() : 0;
  }

  /// The value of such a number; 0 if it is empty, -1 if it is too large.
  private static int number(String text) {
    try {
      return text.isEmpty() ? 0 : Integer.decode(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
