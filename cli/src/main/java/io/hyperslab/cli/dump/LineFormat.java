package io.hyperslab.cli.dump;

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
public record LineFormat(
    int columns,
    int perLine,
    boolean indented,
    Index index,
    String separator,
    String lineEnd,
    boolean breaksRows,
    boolean movesLong) {
  /// What stands at the beginning of a line.
  @FunctionalInterface
  public interface Index {
    /// Nothing.
    Index NONE = (_, _, _) -> "";

    /// The coordinates of the first element.
    Index COORDINATES = (state, element, _) -> state.coordinates(element);

    /// A quotation mark.
    Index QUOTE = (_, _, _) -> "\"";

    /// A quotation mark, but only where the data starts or where an element goes on.
    Index FIRST_QUOTE = (_, element, section) -> element == 0 || section > 0 ? "\"" : "";

    /// The text.
    ///
    /// @param element the position of the line's first element
    /// @param section which part of that element the line starts with
    String text(LineState state, long element, int section);
  }

  /// The format of everything that is not data.
  public static LineFormat plain(int columns, int perLine) {
    return new LineFormat(columns, perLine, true, Index.NONE, " ", "", true, true);
  }

  /// The format of data, with or without indices.
  public LineFormat forData(boolean indices) {
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

  /// The format without indices and without a gap for them.
  ///
  /// @param rows whether each row of the last dimension starts a line
  public LineFormat unindexed(boolean rows) {
    return new LineFormat(columns, perLine, false, Index.NONE, separator, lineEnd, rows, movesLong);
  }

  /// The format of one-byte integers that are shown as a text in quotation marks.
  public LineFormat quoted() {
    Index quote = indented ? Index.QUOTE : Index.FIRST_QUOTE;
    return new LineFormat(columns, perLine, indented, quote, "", "\"", breaksRows, movesLong);
  }

  public LineFormat withColumns(int other) {
    return new LineFormat(
        other, perLine, indented, index, separator, lineEnd, breaksRows, movesLong);
  }

  /// The format of lines without a gap for indices.
  public LineFormat withoutGap() {
    return new LineFormat(
        columns, perLine, false, index, separator, lineEnd, breaksRows, movesLong);
  }

  public LineFormat withLineEnd(String other) {
    return new LineFormat(
        columns, perLine, indented, index, separator, other, breaksRows, movesLong);
  }

  /// The format of the quotation mark that ends such a text.
  public LineFormat endOfQuoted() {
    return new LineFormat(columns, perLine, indented, Index.NONE, "", "", false, false);
  }
}
