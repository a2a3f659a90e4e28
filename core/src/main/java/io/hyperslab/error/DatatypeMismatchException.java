package io.hyperslab.error;

import org.jspecify.annotations.Nullable;

/// The request's Java type cannot hold the stored datatype's values exactly.
public final class DatatypeMismatchException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  /// See the parameters of [Hdf5Exception].
  public DatatypeMismatchException(
      @Nullable String structure, long address, String item, String found, String expected) {
    super(structure, address, item, found, expected);
  }
}
