package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Cursor;

/// The filter pipeline of a fractal heap, as far as a heap needs it.
@FunctionalInterface
public interface BlockFilter {
  /// Undoes the pipeline.
  ///
  /// @param stored a block or object as stored; not to be modified
  /// @param filterMask filters that were skipped
  /// @param decodedSize bytes that must come out
  /// @return a new array of exactly that size
  byte[] decode(byte[] stored, int filterMask, long decodedSize);

  /// Knows the filters that encoded filter pipeline messages describe.
  @FunctionalInterface
  interface Factory {
    /// Makes the filter.
    ///
    /// @param pipelineMessage over the data of a filter pipeline message
    BlockFilter of(Cursor pipelineMessage);
  }
}
