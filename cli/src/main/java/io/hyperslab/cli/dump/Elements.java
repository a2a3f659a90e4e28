package io.hyperslab.cli.dump;

import java.lang.foreign.MemorySegment;

/// Takes the elements of a dataset or an attribute, to print them.
public interface Elements {
  /// Begins to count anew: that many will come.
  ///
  /// @param total the number of elements; larger if it is not yet the last one that comes last
  void start(long total);

  /// Prints some of the elements.
  void print(MemorySegment bytes, long count);
}
