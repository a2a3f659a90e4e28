package io.hyperslab.datatype;

/// What happens to a value that its target cannot hold exactly: a stored value that is read as a
/// Java type, or a Java value that is written to a stored datatype.
public enum Conversion {
  /// Refuses it: [io.hyperslab.error.DatatypeMismatchException] names the first such value. Values
  /// that fit are converted whatever their datatype is. Every NaN is as good as another.
  EXACT,
  /// Takes the nearest value, as the HDF5 library does: integers beyond the range become the
  /// range's end, fractions are cut towards zero when an integer is wanted (a NaN becomes 0), and
  /// floating-point numbers are rounded to nearest, ties to even, beyond the range to infinity.
  /// Text written to a fixed size is cut, between two characters.
  CLIP
}
