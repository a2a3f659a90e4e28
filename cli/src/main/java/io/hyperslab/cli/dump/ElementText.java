package io.hyperslab.cli.dump;

import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;

/// Writes elements as text.
@FunctionalInterface
public interface ElementText {
  /// The text of one element.
  ///
  /// @param offset where the element starts in the bytes
  /// @param level of the line that it starts in
  String text(Datatype type, MemorySegment bytes, long offset, int level);
}
