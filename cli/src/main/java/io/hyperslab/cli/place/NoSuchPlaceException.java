package io.hyperslab.cli.place;

/// A place of the command line is not in its file, or not of the kind that was wanted. The message
/// is for the user: one line.
public final class NoSuchPlaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong
  public NoSuchPlaceException(String message) {
    super(message);
  }
}
