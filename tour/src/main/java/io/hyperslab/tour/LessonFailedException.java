package io.hyperslab.tour;

/// A lesson that does not do what it says.
public final class LessonFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LessonFailedException(String message) {
    super(message);
  }

  LessonFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
