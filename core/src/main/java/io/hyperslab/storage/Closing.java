package io.hyperslab.storage;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Closes several stores, every one of them whatever happens to the others.
final class Closing {
  private Closing() {}

  /// @throws IOException the first failure, with the later ones suppressed in it
  static void all(List<? extends Storage> storages) throws IOException {
    IOException failure = failureOf(storages);
    if (failure != null) {
      throw failure;
    }
  }

  /// Closes what was opened before something went wrong.
  ///
  /// @param cause what went wrong; failures to close are suppressed in it
  static void after(Throwable cause, List<? extends Storage> storages) {
    IOException failure = failureOf(storages);
    if (failure != null) {
      cause.addSuppressed(failure);
    }
  }

  private static @Nullable IOException failureOf(List<? extends Storage> storages) {
    IOException failure = null;
    for (Storage storage : storages) {
      try {
        storage.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    return failure;
  }
}
