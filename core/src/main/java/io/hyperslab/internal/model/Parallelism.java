package io.hyperslab.internal.model;

import java.util.Optional;
import java.util.concurrent.Executor;

/// How many threads work on one transfer, and whose they are.
///
/// @param threads at most so many, the calling one included; 1 for the calling one alone
/// @param executor lends the others; the library's own if empty
public record Parallelism(int threads, Optional<Executor> executor) {
  private static final Parallelism DEFAULTS =
      new Parallelism(Runtime.getRuntime().availableProcessors(), Optional.empty());

  /// As many threads as there are cores, the library's own.
  public static Parallelism defaults() {
    return DEFAULTS;
  }

  /// The least that one thread asks for at once of bytes that all of them share: as much as a
  /// request costs, if that leaves a part for each.
  ///
  /// @param requestCost how many bytes are read in the time that a request takes anyway
  /// @param size all bytes
  public long leastPart(long requestCost, long size) {
    return Math.min(requestCost, size / threads);
  }
}
