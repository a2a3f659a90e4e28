package io.hyperslab.datatype;

/// What a read does with a stored value that the requested Java type cannot hold exactly.
public enum Conversion {
  /// Refuses it: [io.hyperslab.error.DatatypeMismatchException] names the first such value. Values
  /// that fit are converted whatever their datatype is.
  EXACT,
  /// Takes the nearest value, as the HDF5 library does: integers beyond the range become the
  /// range's end, fractions are cut towards zero when an integer is wanted (a NaN becomes 0), and
  /// floating-point numbers are rounded to nearest, ties to even, beyond the range to infinity.
  CLIP
}
