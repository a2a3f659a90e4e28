package io.hyperslab.internal.index;

import java.util.Optional;

/// The index of a dataset of which no chunk was ever written: its address is undefined.
public record UnallocatedChunkIndex() implements ChunkIndex {
  @Override
  public Optional<ChunkRecord> find(long[] scaled) {
    return Optional.empty();
  }

  @Override
  public void forEach(ChunkVisitor visitor) {}
}
