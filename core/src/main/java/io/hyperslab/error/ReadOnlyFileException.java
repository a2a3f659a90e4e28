package io.hyperslab.error;

/// A change of a file that is open for reading only.
public final class ReadOnlyFileException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  /// @param change what was asked for
  public ReadOnlyFileException(String change) {
    super(
        null,
        -1,
        change,
        "asked of a file that is open for reading only",
        "one that is open for writing");
  }
}
