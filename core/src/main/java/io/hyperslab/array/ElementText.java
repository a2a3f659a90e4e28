package io.hyperslab.array;

import java.lang.foreign.MemorySegment;

/// Elements of one kind as text, aligned with each other.
@FunctionalInterface
interface ElementText {
  /// The text of one element.
  ///
  /// @param offset where it starts
  String of(MemorySegment memory, long offset);
}
