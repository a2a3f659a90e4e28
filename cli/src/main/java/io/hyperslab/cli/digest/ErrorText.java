package io.hyperslab.cli.digest;

/// Failures as one line of bounded length.
final class ErrorText {
  private static final int LONGEST = 300;

  private ErrorText() {}

  static String of(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").strip();
    String text =
        message.isEmpty() || message.equals("null") ? failure.getClass().getSimpleName() : message;
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
