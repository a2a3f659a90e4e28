package io.hyperslab.cli.arguments;

import java.util.Objects;

/// The command line makes no sense. The message is for the user: one line, without the command's
/// name.
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong
  public UsageException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /// What is wrong as somebody else has found.
  public static UsageException of(IllegalArgumentException cause) {
    UsageException usage = new UsageException(String.valueOf(cause.getMessage()));
    usage.initCause(cause);
    return usage;
  }
}
