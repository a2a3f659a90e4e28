package io.hyperslab.cli.arguments;

/// Arguments of a command that are no options.
///
/// @param placeholder what stands for it in the help: `FILE`
/// @param least how many there must be at least
/// @param most how many there may be at most
/// @param help what it is: a sentence
public record Operand(String placeholder, int least, int most, String help) {
  /// An operand that must be there.
  public static Operand one(String placeholder, String help) {
    return new Operand(placeholder, 1, 1, help);
  }

  /// An operand that may be there.
  public static Operand optional(String placeholder, String help) {
    return new Operand(placeholder, 0, 1, help);
  }

  /// One or more.
  public static Operand some(String placeholder, String help) {
    return new Operand(placeholder, 1, Integer.MAX_VALUE, help);
  }

  /// None or more.
  public static Operand any(String placeholder, String help) {
    return new Operand(placeholder, 0, Integer.MAX_VALUE, help);
  }

  /// How it is written in a synopsis: `FILE...`, `[FILE]`.
  String synopsis() {
    String name = placeholder + (most > 1 ? "..." : "");
    return least == 0 ? "[" + name + "]" : name;
  }
}
