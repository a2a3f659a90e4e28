package io.hyperslab.cli.ddl;

/// How elements are set into lines.
///
/// @param columns the width of a line
/// @param perLine the most elements of a line; 0 for as many as fit
/// @param indented whether a line starts one level to the left, for an index to fill the gap
/// @param index what stands at the beginning of a line
/// @param separator between two elements of a line, besides the comma that belongs to the first
/// @param lineEnd at the end of a line that is followed by another
/// @param breaksRows whether each row of the last dimension starts a line
/// @param movesLong whether an element that does not fit starts a line
record LineFormat(
    int columns,
    int perLine,
    boolean indented,
    Index index,
    String separator,
    String lineEnd,
    boolean breaksRows,
    boolean movesLong) {
  /// What stands at the beginning of a line.
  enum Index {
    /// Nothing.
    NONE,
    /// The coordinates of the first element.
    COORDINATES,
    /// A quotation mark.
    QUOTE
  }

  /// The format of everything that is not data.
  static LineFormat plain(int columns, int perLine) {
    return new LineFormat(columns, perLine, true, Index.NONE, " ", "", true, true);
  }

  /// The format of data, with or without indices.
  LineFormat forData(boolean indices) {
    return new LineFormat(
        columns,
        perLine,
        indices,
        indices ? Index.COORDINATES : Index.NONE,
        separator,
        lineEnd,
        breaksRows,
        movesLong);
  }

  /// The format of one-byte integers that are shown as a text in quotation marks.
  LineFormat quoted() {
    return new LineFormat(columns, perLine, indented, Index.QUOTE, "", "\"", breaksRows, movesLong);
  }

  LineFormat withLineEnd(String other) {
    return new LineFormat(
        columns, perLine, indented, index, separator, other, breaksRows, movesLong);
  }

  /// The format of the quotation mark that ends such a text.
  LineFormat endOfQuoted() {
    return new LineFormat(columns, perLine, indented, Index.NONE, "", "", false, false);
  }
}
