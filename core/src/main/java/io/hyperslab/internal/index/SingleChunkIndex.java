package io.hyperslab.internal.index;

import java.util.Optional;

/// The index of a dataset that is one chunk (`FMT4 VII.A`): the layout message holds everything.
///
/// @param rank dimensions of the dataset
/// @param address of the chunk, defined
/// @param storedSize bytes of the chunk as stored
/// @param filterMask filters that were skipped; 0 without filters
public record SingleChunkIndex(int rank, long address, long storedSize, int filterMask)
    implements ChunkIndex {
  @Override
  public Optional<ChunkRecord> find(long[] scaled) {
    for (long position : scaled) {
      if (position != 0) {
        return Optional.empty();
      }
    }
    return Optional.of(record());
  }

  @Override
  public void forEach(ChunkVisitor visitor) {
    visitor.visit(record());
  }

  private ChunkRecord record() {
    return new ChunkRecord(new long[rank], address, storedSize, filterMask);
  }
}
