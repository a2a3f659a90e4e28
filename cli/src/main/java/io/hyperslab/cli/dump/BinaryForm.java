package io.hyperslab.cli.dump;

/// In which form numbers are written to a binary file.
public enum BinaryForm {
  /// As on the machine.
  MEMORY,
  /// As in the file.
  FILE,
  /// With the least significant byte first.
  LITTLE_ENDIAN,
  /// With the most significant byte first.
  BIG_ENDIAN
}
