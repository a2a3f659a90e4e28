package io.hyperslab.cli.h5import;

/// An import cannot be done as it is described. The message is for the user: one line.
final class ImportRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong
  ImportRefusedException(String message) {
    super(message);
  }
}
