package io.hyperslab.internal.metadata;

/// What space in a file is allocated for. Each kind is kept together, so that structures that are
/// read together lie together.
public enum SpaceKind {
  /// Structures.
  METADATA,
  /// Elements of datasets.
  RAW
}
