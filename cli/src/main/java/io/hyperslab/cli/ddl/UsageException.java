package io.hyperslab.cli.ddl;

/// Arguments that make no sense.
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean showsUsage;

  /// @param showsUsage whether the text about the program's use follows
  UsageException(String message, boolean showsUsage) {
    super(message);
    this.showsUsage = showsUsage;
  }

  boolean showsUsage() {
    return showsUsage;
  }
}
