package io.hyperslab.cli.h5diff;

/// The table of the values that differ. Its heading comes before its first row.
final class ElementTable {
  private static final int SIZE_WIDTH = 16;
  private static final int COLUMN = 15;
  private static final int LAST_COLUMN = 20;
  private static final String BETWEEN = " ".repeat(11);
  private static final String BEFORE_VALUES = " ".repeat(10);
  private static final String NO_POSITION = " ".repeat(6);
  private static final String RULE = "-".repeat(60);
  private static final String LONG_RULE = "-".repeat(72);

  private final DiffOutput out;
  private final ElementPosition position;
  private final String nameOfOne;
  private final String nameOfOther;
  private boolean headingDue = true;
  private boolean indexDue;

  ElementTable(DiffOutput out, ElementPosition position, String nameOfOne, String nameOfOther) {
    this.out = out;
    this.position = position;
    this.nameOfOne = nameOfOne;
    this.nameOfOther = nameOfOther;
  }

  /// Whether a scalar's next row says which character it is about. The program forgets this only
  /// when it has said it.
  boolean indexDue() {
    return indexDue;
  }

  void indexDue(boolean due) {
    indexDue = due;
  }

  /// Whether the heading comes before the next row.
  boolean headingDue() {
    return headingDue;
  }

  void headingDue(boolean due) {
    headingDue = due;
  }

  /// Whether rows are shown at all.
  boolean isShown() {
    return out.options().showsValues();
  }

  /// A row.
  ///
  /// @param element its number in C order
  /// @param relative whether it has a column for the relative difference
  /// @param values what it says
  void row(long element, boolean relative, String values) {
    if (isShown()) {
      position(element, relative, 0);
      out.line(values);
    }
  }

  /// A row of two characters.
  ///
  /// @param index which of the text
  void characters(long element, int index, byte one, byte other) {
    if (isShown()) {
      indexDue = true;
      position(element, false, index);
      out.line("  " + character(one) + "            " + character(other));
    }
  }

  private void position(long element, boolean relative, int index) {
    if (headingDue) {
      headingDue = false;
      heading(relative);
    }
    if (position.rank() > 0) {
      out.print("[ " + position.text(element) + "]");
    } else if (indexDue) {
      out.print("[ " + index + "]");
      indexDue = false;
    } else {
      out.print(NO_POSITION);
    }
    out.print(BEFORE_VALUES);
  }

  private void heading(boolean relative) {
    String size = DiffOutput.dimensions(position.extent());
    out.line(DiffOutput.padded("size:", SIZE_WIDTH) + size + BETWEEN + size);
    out.line(
        column("position")
            + column(nameOfOne)
            + column(nameOfOther)
            + (relative
                ? column("difference") + DiffOutput.padded("relative", COLUMN)
                : DiffOutput.padded("difference", LAST_COLUMN)));
    out.line(relative ? LONG_RULE : RULE);
  }

  private static String column(String text) {
    return DiffOutput.padded(text, COLUMN) + " ";
  }

  private static String character(byte value) {
    return switch (value) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          value >= ' ' && value < 0x7f
              ? String.valueOf((char) value)
              : "\\" + octal(value); // a negative one as C shows it, with all its 32 bits
    };
  }

  private static String octal(byte value) {
    String digits = Integer.toOctalString(value);
    return "0".repeat(Math.max(0, 3 - digits.length())) + digits;
  }
}
