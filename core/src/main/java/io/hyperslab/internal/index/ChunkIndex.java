package io.hyperslab.internal.index;

import java.util.Optional;

/// Finds the chunks of one dataset. An index is safe for use by any number of threads.
public sealed interface ChunkIndex
    permits BTreeV1ChunkIndex,
        BTreeV2ChunkIndex,
        ExtensibleArrayChunkIndex,
        FixedArrayChunkIndex,
        ImplicitChunkIndex,
        SingleChunkIndex,
        UnallocatedChunkIndex {
  /// The chunk at a position; empty when it was never allocated. Costs a few lookups in the file's
  /// cache, and reads what is not there.
  ///
  /// @param scaled in units of chunks, slowest dimension first, each at least 0; not kept
  Optional<ChunkRecord> find(long[] scaled);

  /// Visits all allocated chunks in the order of the index. Chunks outside the dataset's present
  /// size may be among them.
  void forEach(ChunkVisitor visitor);

  /// Shows the blocks of the index itself, not the chunks; none for the kinds that have no blocks.
  default void forEachBlock(BlockVisitor visitor) {}
}
