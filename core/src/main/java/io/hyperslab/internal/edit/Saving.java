package io.hyperslab.internal.edit;

import java.io.IOException;

/// Brings each commit to where it is to be kept, before there is another one.
@FunctionalInterface
public interface Saving {
  /// It is there already.
  Saving IN_PLACE = () -> {};

  /// Called after each commit, also if nothing had changed, while nobody changes the file.
  ///
  /// @throws IOException if the medium fails; the next commit tries again
  void save() throws IOException;

  /// Whether a commit is kept where it is made.
  default boolean isInPlace() {
    return equals(IN_PLACE);
  }
}
