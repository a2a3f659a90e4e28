package io.hyperslab;

import java.io.IOException;

/// A change that is to be refused.
///
/// @param name what is wrong with it
/// @param work the change
/// @param error how it is refused
/// @param message what the refusal says, among other things
record RefusedChange(
    String name, Work work, Class<? extends RuntimeException> error, String message) {
  /// Changes a file.
  @FunctionalInterface
  interface Work {
    void change(Hdf5File file) throws IOException;
  }

  @Override
  public String toString() {
    return name;
  }
}
