package io.hyperslab.internal.index;

import java.util.Optional;

/// Changes an index of chunks that is a structure of its own in the file. Positions have been
/// checked to lie inside the largest size of the dataset, and records to belong to it.
sealed interface StoredChunkEditor
    permits BTreeV1ChunkEditor,
        BTreeV2ChunkEditor,
        ExtensibleArrayChunkEditor,
        FixedArrayChunkEditor {
  /// As [ChunkIndexEditor#find(long[])].
  Optional<ChunkRecord> find(long[] scaled);

  /// As [ChunkIndexEditor#put(ChunkRecord)].
  Optional<ChunkRecord> put(ChunkRecord record);

  /// As [ChunkIndexEditor#remove(long[])].
  Optional<ChunkRecord> remove(long[] scaled);

  /// Where the structure starts.
  long address();

  /// Writes what has changed.
  void save();

  /// Frees all blocks of the structure.
  void delete();
}
