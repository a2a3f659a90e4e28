package io.hyperslab.internal.index;

/// Receives chunks one by one.
@FunctionalInterface
public interface ChunkVisitor {
  /// Called once for each allocated chunk.
  ///
  /// @param chunk may be kept
  void visit(ChunkRecord chunk);
}
