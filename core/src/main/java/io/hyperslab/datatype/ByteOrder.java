package io.hyperslab.datatype;

/// The order of the bytes of a number.
public enum ByteOrder {
  /// Least significant byte first.
  LITTLE_ENDIAN,
  /// Most significant byte first.
  BIG_ENDIAN,
  /// VAX: 16-bit little-endian words, most significant word first.
  VAX
}
