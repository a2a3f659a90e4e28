package io.hyperslab.internal.transfer;

import org.jspecify.annotations.Nullable;

/// Failures that one thread meets and another one tells.
final class Failures {
  private Failures() {}

  /// Throws whatever it was; nothing if it is null. Filters and stores of an application may be
  /// written in a language that does not know checked exceptions, so that they come where Java has
  /// none: such a failure must not get lost either, or its part would pass for done.
  static void rethrow(@Nullable Throwable failure) {
    if (failure != null) {
      throw Failures.<RuntimeException>unchecked(failure);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchecked(Throwable failure) throws E {
    throw (E) failure;
  }
}
