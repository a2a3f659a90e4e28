package io.hyperslab.error;

import org.jspecify.annotations.Nullable;

/// Another file that this one refers to (external link, external raw data, virtual source) is
/// missing, or the resolver does not allow it to be followed.
public final class ExternalFileException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  /// See the parameters of [Hdf5Exception].
  public ExternalFileException(
      @Nullable String structure, long address, String item, String found, String expected) {
    super(structure, address, item, found, expected);
  }
}
