package io.hyperslab.cli.arguments;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An option that a command has.
///
/// @param names how it is written, dashes included, the short form first: `-r`, `--recursive`
/// @param placeholder what stands for its value in the help; empty if it has none
/// @param choices the values that it can have; empty if there are too many to list
/// @param help what it is for: a sentence
public record Option(List<String> names, String placeholder, List<String> choices, String help) {
  public Option {
    names = List.copyOf(names);
    choices = List.copyOf(choices);
  }

  /// An option without a value.
  ///
  /// @param names its names, parted by a comma: `-r, --recursive`
  public static Option flag(String names, String help) {
    return new Option(parts(names), "", List.of(), help);
  }

  /// An option with a value, which follows as the next argument, or after `=` a long name, or
  /// directly after a short one.
  ///
  /// @param names its names, parted by a comma: `-w, --width`
  /// @param placeholder what stands for the value: `N`
  public static Option valued(String names, String placeholder, String help) {
    return new Option(parts(names), placeholder, List.of(), help);
  }

  /// An option with one of a few values.
  ///
  /// @param names its names, parted by a comma
  public static Option choice(String names, String placeholder, List<String> choices, String help) {
    return new Option(parts(names), placeholder, choices, help);
  }

  // What a record has by itself is made at run time, at its first use: see docs/decisions/0020.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Option option
        && names.equals(option.names)
        && placeholder.equals(option.placeholder)
        && choices.equals(option.choices)
        && help.equals(option.help);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  private static List<String> parts(String names) {
    return Arrays.asList(names.split(", "));
  }

  /// Whether it has a value.
  public boolean isValued() {
    return !placeholder.isEmpty();
  }

  /// The name that messages call it by: its last, long one.
  public String name() {
    return names.getLast();
  }
}
