package io.hyperslab.internal.layout;

import java.lang.foreign.MemorySegment;

/// Bytes in one piece, wherever they are.
public interface ByteRange {
  /// Reads from `offset` on until `target` is full.
  ///
  /// @throws io.hyperslab.error.Hdf5Exception if the piece ends before
  void read(long offset, MemorySegment target);
}
