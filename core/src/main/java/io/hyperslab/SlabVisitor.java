package io.hyperslab;

import io.hyperslab.array.NdArray;

/// Takes a dataset slab by slab; see [DataView#forEachSlab(long, SlabVisitor)].
@FunctionalInterface
public interface SlabVisitor {
  /// Takes some rows.
  ///
  /// @param first the index of the first one along the first dimension
  /// @param rows the elements, whose memory holds others after the call
  void slab(long first, NdArray rows);
}
