package io.hyperslab.cli.text;

import java.io.IOException;
import java.util.Locale;

/// What a command wrote could not be delivered. Not an [java.io.UncheckedIOException], which means
/// that a file could not be read.
public final class OutputFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputFailedException(IOException cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }

  /// Whether the reader of the output went away, as `head` does when it has seen enough.
  public boolean isReaderGone() {
    String message = String.valueOf(getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("broken pipe") || message.contains("pipe is being closed");
  }
}
