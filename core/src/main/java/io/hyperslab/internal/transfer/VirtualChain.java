package io.hyperslab.internal.transfer;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.model.DatasetModel;

/// How far virtual datasets have led: a file may map a virtual dataset onto others, those onto
/// others again, or in circles. One chain serves one request, from the dataset that was asked for.
///
/// @param limits what the file may demand
/// @param depth how many virtual datasets led here
/// @param budget what the request may still demand, in all branches
record VirtualChain(Limits limits, int depth, VirtualBudget budget) {
  static VirtualChain start(Limits limits) {
    return new VirtualChain(limits, 0, new VirtualBudget(limits));
  }

  /// The chain that goes on from a virtual dataset to one of its sources.
  ///
  /// @throws LimitExceededException if it is too long
  VirtualChain next(DatasetModel from) {
    if (depth >= limits.externalDepth()) {
      throw new LimitExceededException(
          "virtual dataset",
          from.address(),
          "virtual datasets that lead to each other",
          String.valueOf(depth + 1),
          "at most " + limits.externalDepth());
    }
    return new VirtualChain(limits, depth + 1, budget);
  }
}
