package io.hyperslab.cli.h5import;

import java.util.Optional;

/// What an input file holds; the names are those of the keyword `INPUT-CLASS`.
enum InputClass {
  /// Integers as text.
  TEXTIN(NumberClass.IN, true),
  /// Floating-point numbers as text.
  TEXTFP(NumberClass.FP, true),
  /// The same; once those with exponents.
  TEXTFPE(NumberClass.FP, true),
  /// Floating-point numbers, native.
  FP(NumberClass.FP, false),
  /// Integers, native.
  IN(NumberClass.IN, false),
  /// Lines of text. They are no numbers, so they have no class of numbers to be asked for.
  STR(NumberClass.IN, true),
  /// Unsigned integers as text.
  TEXTUIN(NumberClass.UIN, true),
  /// Unsigned integers, native.
  UIN(NumberClass.UIN, false);

  private final NumberClass numbers;
  private final boolean text;

  InputClass(NumberClass numbers, boolean text) {
    this.numbers = numbers;
    this.text = text;
  }

  /// What the numbers are.
  NumberClass numbers() {
    return numbers;
  }

  /// Whether they are written as text.
  boolean isText() {
    return text;
  }

  /// The class of that name.
  static Optional<InputClass> named(String name) {
    for (InputClass each : values()) {
      if (each.name().equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
