package io.hyperslab.testkit;

/// One change made to a store, or the end of what a loss of power could still undo.
public sealed interface StorageChange {
  /// Bytes written.
  ///
  /// @param position of the first one
  /// @param bytes not to be changed
  record Write(long position, byte[] bytes) implements StorageChange {
    /// The position after the last byte.
    public long end() {
      return position + bytes.length;
    }
  }

  /// The size was set.
  record Truncate(long size) implements StorageChange {}

  /// Everything before was made to survive a loss of power.
  record Force() implements StorageChange {}
}
