package io.hyperslab.error;

import org.jspecify.annotations.Nullable;

/// The bytes of the file contradict the specification, a checksum, or each other; or end too early.
public final class MalformedFileException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  /// See the parameters of [Hdf5Exception].
  public MalformedFileException(
      @Nullable String structure, long address, String item, String found, String expected) {
    super(structure, address, item, found, expected);
  }
}
