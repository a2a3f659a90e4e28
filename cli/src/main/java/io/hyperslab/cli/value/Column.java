package io.hyperslab.cli.value;

/// Elements of an array, decoded one at a time.
@FunctionalInterface
public interface Column {
  /// The element at an index.
  ///
  /// @param index one for each axis
  Value at(long... index);
}
