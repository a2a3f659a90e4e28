package io.hyperslab;

/// Where the elements of a dataset are (`FMT4 IV.A.2.i`).
public enum StorageLayout {
  /// In the object header itself.
  COMPACT,
  /// In one block of the file, or in external files.
  CONTIGUOUS,
  /// In chunks of equal shape, which may be filtered.
  CHUNKED,
  /// In other datasets.
  VIRTUAL
}
