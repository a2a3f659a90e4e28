package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;

/// Takes elements block by block; see [DataView#forEachBlock(BlockVisitor)].
@FunctionalInterface
public interface BlockVisitor {
  /// Takes some elements. Called by several threads at the same time.
  ///
  /// @param box which they are of all that are visited: a selection of the view's shape
  /// @param elements of the box's shape; read only; their memory holds others after the call
  void block(Selection box, NdArray elements);
}
