package io.hyperslab.internal.layout;

import java.lang.foreign.MemorySegment;

/// Bytes in one piece that can be written, wherever they are.
public interface ByteTarget {
  /// Writes all of `bytes` from `offset` on.
  ///
  /// @throws io.hyperslab.error.Hdf5Exception if the piece ends before
  void write(long offset, MemorySegment bytes);
}
