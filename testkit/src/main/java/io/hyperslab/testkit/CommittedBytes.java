package io.hyperslab.testkit;

/// Knows which bytes of a store must stay as they are at present.
public interface CommittedBytes {
  /// Whether all of these bytes may be changed now.
  ///
  /// @param position of the first one
  /// @param length at least 1
  boolean mayWrite(long position, long length);
}
