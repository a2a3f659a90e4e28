package io.hyperslab.cli.show;

/// How much is shown, and how.
///
/// @param rows of a table at most
/// @param columns of a matrix at most
/// @param slices of more dimensions at most
/// @param digits significant digits of floating-point numbers
/// @param hex whether numbers are written in base 16
/// @param unpacked whether numbers are shown as the CF conventions mean them, not as stored
/// @param width of lines
/// @param attributes whether attributes are shown
/// @param data whether elements are shown
/// @param statistics whether all elements are read for a line about them
public record Look(
    long rows,
    long columns,
    long slices,
    int digits,
    boolean hex,
    boolean unpacked,
    int width,
    boolean attributes,
    boolean data,
    boolean statistics) {
  /// Whether everything is shown, however much it is.
  boolean isWhole() {
    return rows == Long.MAX_VALUE;
  }
}
