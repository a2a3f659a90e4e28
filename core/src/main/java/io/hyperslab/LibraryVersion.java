package io.hyperslab;

import io.hyperslab.internal.edit.FormatVersion;

/// Releases of the HDF5 library that brought new ways of storing things: bounds for what is
/// written.
public enum LibraryVersion {
  /// As compatible as can be: structures that every release reads.
  EARLIEST(FormatVersion.EARLIEST),
  /// HDF5 1.8 (2008), and with it nearly every program in use.
  V18(FormatVersion.V18),
  /// HDF5 1.10 (2016): new chunk indexes, virtual datasets.
  V110(FormatVersion.V110),
  /// HDF5 1.12 (2020): references of any kind.
  V112(FormatVersion.V112),
  /// HDF5 1.14 (2022).
  V114(FormatVersion.V114),
  /// HDF5 2.0 (2025): complex numbers.
  V200(FormatVersion.V200);

  /// The newest release known.
  public static final LibraryVersion LATEST = V200;

  private final FormatVersion format;

  LibraryVersion(FormatVersion format) {
    this.format = format;
  }

  FormatVersion format() {
    return format;
  }

  static LibraryVersion of(FormatVersion format) {
    for (LibraryVersion version : values()) {
      if (version.format == format) {
        return version;
      }
    }
    throw new IllegalArgumentException("no release for " + format);
  }

  /// The releases that a file is written for.
  ///
  /// @param low the release whose structures are written
  /// @param high the newest release whose structures may be needed
  public record Bounds(LibraryVersion low, LibraryVersion high) {}
}
