package io.hyperslab.internal.index;

/// Is shown the blocks of the file that a structure is made of: all that was allocated for it,
/// whether it is used or not.
@FunctionalInterface
public interface BlockVisitor {
  /// Takes one block.
  ///
  /// @param address of its first byte
  /// @param size its bytes
  /// @param structure its name in the specification
  void block(long address, long size, String structure);
}
