package io.hyperslab.cli.tool;

import java.util.List;
import java.util.Locale;

/// What `h5repart` is asked for. Its options are no others' options: they cannot be joined, and its
/// long ones have a single dash.
///
/// @param verbose whether the names of files are told
/// @param single whether the result is to be no family any more
/// @param blockSize of a piece that is copied at once, in bytes
/// @param memberSize of each file of the result, in bytes
/// @param source the name of a file, or the pattern of a family
/// @param target the same
record RepartOptions(
    boolean verbose,
    boolean single,
    long blockSize,
    long memberSize,
    String source,
    String target) {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  /// Arguments that the program does not have.
  static final class WrongUsageException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongUsageException(String message) {
      super(message);
    }
  }

  /// Reads arguments, of which none asks for the version.
  static RepartOptions parse(List<String> arguments) throws WrongUsageException {
    boolean verbose = false;
    boolean single = false;
    long block = KIB;
    long member = GIB;
    int at = 0;
    while (at < arguments.size() && arguments.get(at).startsWith("-")) {
      String argument = arguments.get(at);
      switch (argument) {
        case "-v" -> verbose = true;
        case "-family_to_sec2", "-family_to_single" -> single = true;
        default -> {
          boolean alone = argument.length() == 2;
          if (!argument.startsWith("-b") && !argument.startsWith("-m")) {
            throw new WrongUsageException("unknown option '" + argument + "'");
          }
          if (alone && at + 1 == arguments.size()) {
            throw new WrongUsageException("option '" + argument + "' lacks its value");
          }
          long size = size(alone ? arguments.get(++at) : argument.substring(2));
          block = argument.charAt(1) == 'b' ? size : block;
          member = argument.charAt(1) == 'm' ? size : member;
        }
      }
      at++;
    }
    if (arguments.size() - at != 2) {
      throw new WrongUsageException("expected the names of a source and a target");
    }
    return new RepartOptions(
        verbose, single, block, member, arguments.get(at), arguments.get(at + 1));
  }

  private static long size(String text) throws WrongUsageException {
    int digits = 0;
    while (digits < text.length() && Character.digit(text.charAt(digits), 10) >= 0) {
      digits++;
    }
    try {
      long size = Math.multiplyExact(Long.parseLong(text.substring(0, digits)), unit(text, digits));
      if (size > 0) {
        return size;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw new WrongUsageException("'" + text + "' is no size: " + e.getMessage());
    }
    throw new WrongUsageException("'" + text + "' is no size");
  }

  private static long unit(String text, int digits) throws WrongUsageException {
    return switch (text.substring(digits).toLowerCase(Locale.ROOT)) {
      case "" -> 1;
      case "g" -> GIB;
      case "m" -> MIB;
      case "k" -> KIB;
      default -> throw new WrongUsageException("'" + text + "' is no size");
    };
  }
}
