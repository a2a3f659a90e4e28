package io.hyperslab.datatype;

/// What the bits of a number that are not significant hold.
public enum BitPadding {
  /// Zero bits.
  ZERO,
  /// One bits.
  ONE
}
