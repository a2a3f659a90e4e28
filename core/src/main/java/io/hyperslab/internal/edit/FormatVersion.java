package io.hyperslab.internal.edit;

/// Releases of the HDF5 library that brought new ways of storing things, oldest first.
public enum FormatVersion {
  /// All releases.
  EARLIEST,
  /// 1.8: version 2 object headers, links in headers and dense storage.
  V18,
  /// 1.10: new chunk indexes, virtual datasets, superblock version 3.
  V110,
  /// 1.12: references of any kind.
  V112,
  /// 1.14: nothing that 1.12 does not read.
  V114,
  /// 2.0: complex numbers.
  V200
}
