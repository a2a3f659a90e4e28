package io.hyperslab.storage;

import java.util.Objects;

/// One of the stores that [Storage#concatenation(String, java.util.List)] puts together.
///
/// @param storage its bytes
/// @param start the position in the whole of its first byte, not negative
public record StorageMember(Storage storage, long start) {
  /// @throws IllegalArgumentException if `start` is negative
  public StorageMember {
    Objects.requireNonNull(storage, "storage");
    if (start < 0) {
      throw new IllegalArgumentException("start " + start + " is negative");
    }
  }
}
