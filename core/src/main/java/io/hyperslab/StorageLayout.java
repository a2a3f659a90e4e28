package io.hyperslab;

import io.hyperslab.internal.layout.Layout;

/// Where the elements of a dataset are (`FMT4 IV.A.2.i`).
public enum StorageLayout {
  /// In the object header itself.
  COMPACT,
  /// In one block of the file, or in external files.
  CONTIGUOUS,
  /// In chunks of equal shape, which may be filtered.
  CHUNKED,
  /// In other datasets.
  VIRTUAL;

  static StorageLayout of(Layout layout) {
    return switch (layout) {
      case Layout.Compact _ -> COMPACT;
      case Layout.Contiguous _, Layout.External _ -> CONTIGUOUS;
      case Layout.Chunked _ -> CHUNKED;
      case Layout.Virtual _ -> VIRTUAL;
    };
  }
}
