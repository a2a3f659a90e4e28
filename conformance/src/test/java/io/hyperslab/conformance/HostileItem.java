package io.hyperslab.conformance;

import java.nio.file.Path;

/// One image to read: a file as it is, or a mutation of it.
///
/// @param file the file
/// @param seed the mutation's seed; negative for the file itself
record HostileItem(Path file, long seed) {
  private static final long AS_IT_IS = -1;

  static HostileItem asItIs(Path file) {
    return new HostileItem(file, AS_IT_IS);
  }

  boolean isMutation() {
    return seed >= 0;
  }

  @Override
  public String toString() {
    return isMutation() ? file + "#" + seed : file.toString();
  }
}
