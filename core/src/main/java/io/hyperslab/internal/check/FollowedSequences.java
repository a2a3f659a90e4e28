package io.hyperslab.internal.check;

import io.hyperslab.datatype.Datatype;
import java.util.HashMap;
import java.util.Map;

/// The sequences of sequences, texts or references whose elements were followed. Any number of
/// elements may lead to one of them, and its own elements to it: to follow each as often as
/// something leads to it would take exponential time.
final class FollowedSequences {
  private final Map<Sequence, Long> lengths = new HashMap<>();

  /// A sequence in the global heap, whatever its length.
  ///
  /// @param collection the address of its collection
  /// @param index its number there
  /// @param base what its elements are taken for
  record Sequence(long collection, long index, Datatype base) {}

  /// How many elements of a sequence were followed, from the first.
  long length(Sequence sequence) {
    return lengths.getOrDefault(sequence, 0L);
  }

  /// Says that elements of a sequence are followed.
  ///
  /// @param length how many, from the first; more than before
  void follow(Sequence sequence, long length) {
    lengths.put(sequence, length);
  }
}
