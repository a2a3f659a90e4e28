package io.hyperslab.internal.transfer;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.model.DatasetModel;
import java.util.concurrent.atomic.AtomicInteger;

/// How far virtual datasets have led: a file may map a virtual dataset onto others, those onto
/// others again, or in circles. One chain serves one request, from the dataset that was asked for.
///
/// @param limits what the file may demand
/// @param depth how many virtual datasets led here
/// @param opened how many sources were opened on the way, in all branches
record VirtualChain(Limits limits, int depth, AtomicInteger opened) {
  static VirtualChain start(Limits limits) {
    return new VirtualChain(limits, 0, new AtomicInteger());
  }

  /// The chain that goes on from a virtual dataset to one of its sources.
  ///
  /// @throws LimitExceededException if it is too long, or has too many branches
  VirtualChain next(DatasetModel from) {
    if (depth >= limits.externalDepth()) {
      throw new LimitExceededException(
          "virtual dataset",
          from.address(),
          "virtual datasets that lead to each other",
          String.valueOf(depth + 1),
          "at most " + limits.externalDepth());
    }
    if (opened.incrementAndGet() > limits.virtualSources()) {
      throw new LimitExceededException(
          "virtual dataset",
          from.address(),
          "sources opened",
          String.valueOf(opened.get()),
          "at most " + limits.virtualSources());
    }
    return new VirtualChain(limits, depth + 1, opened);
  }
}
