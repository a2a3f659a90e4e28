package io.hyperslab.cli.listing;

/// How kinds of things look on a terminal.
enum Style {
  /// As the terminal writes.
  PLAIN(""),
  /// A group.
  GROUP("\u001b[1;34m"),
  /// A named datatype.
  DATATYPE("\u001b[32m"),
  /// A link that is not a hard one.
  LINK("\u001b[36m"),
  /// What could not be read.
  ERROR("\u001b[31m"),
  /// What explains other things.
  DETAIL("\u001b[2m");

  private static final String RESET = "\u001b[0m";

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /// The text in this style, or as it is.
  String paint(String text, boolean colored) {
    return colored && !code.isEmpty() ? code + text + RESET : text;
  }
}
