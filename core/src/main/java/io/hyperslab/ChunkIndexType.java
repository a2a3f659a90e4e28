package io.hyperslab;

import io.hyperslab.internal.index.BTreeV1ChunkIndex;
import io.hyperslab.internal.index.BTreeV2ChunkIndex;
import io.hyperslab.internal.index.ExtensibleArrayChunkIndex;
import io.hyperslab.internal.index.FixedArrayChunkIndex;
import io.hyperslab.internal.index.ImplicitChunkIndex;
import io.hyperslab.internal.index.SingleChunkIndex;
import io.hyperslab.internal.index.UnallocatedChunkIndex;
import io.hyperslab.internal.layout.Layout;
import java.util.Optional;

/// What finds the chunks of a dataset (`FMT4 III.A.1`, `VII`).
public enum ChunkIndexType {
  /// A version 1 B-tree: files for HDF5 before 1.10.
  B_TREE_V1,
  /// None is needed: there is one chunk.
  SINGLE_CHUNK,
  /// None is needed: the chunks lie in order, all of them.
  IMPLICIT,
  /// An array of fixed size.
  FIXED_ARRAY,
  /// An array that grows along one dimension.
  EXTENSIBLE_ARRAY,
  /// A version 2 B-tree: several dimensions may grow.
  B_TREE_V2;

  static Optional<ChunkIndexType> of(Layout.Chunked layout) {
    return switch (layout.index()) {
      case BTreeV1ChunkIndex _ -> Optional.of(B_TREE_V1);
      case SingleChunkIndex _ -> Optional.of(SINGLE_CHUNK);
      case ImplicitChunkIndex _ -> Optional.of(IMPLICIT);
      case FixedArrayChunkIndex _ -> Optional.of(FIXED_ARRAY);
      case ExtensibleArrayChunkIndex _ -> Optional.of(EXTENSIBLE_ARRAY);
      case BTreeV2ChunkIndex _ -> Optional.of(B_TREE_V2);
      case UnallocatedChunkIndex _ -> Optional.empty();
    };
  }
}
