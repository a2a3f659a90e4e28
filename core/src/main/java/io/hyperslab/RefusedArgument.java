package io.hyperslab;

/// A wrong argument, such as a selection that reaches beyond a shape: the rooms below know neither
/// file nor object, so the front door adds them as the exception passes.
final class RefusedArgument {
  private RefusedArgument() {}

  /// The exception with the names in its message, of the same class. One that has them already, or
  /// that comes from elsewhere and is of another class, stays as it is.
  ///
  /// @param refusal an [IllegalArgumentException] or [IndexOutOfBoundsException]
  static RuntimeException named(RuntimeException refusal, String file, String path) {
    RuntimeException named = refusal;
    if (isUnnamed(refusal)) {
      String message = file + ": " + path + ": " + refusal.getMessage();
      named =
          refusal instanceof IndexOutOfBoundsException
              ? new IndexOutOfBoundsException(message)
              : new IllegalArgumentException(message);
      named.initCause(refusal);
    }
    return named;
  }

  private static boolean isUnnamed(RuntimeException refusal) {
    Class<?> kind = refusal.getClass();
    Throwable cause = refusal.getCause();
    return (kind == IllegalArgumentException.class || kind == IndexOutOfBoundsException.class)
        && (cause == null || cause.getClass() != kind);
  }
}
