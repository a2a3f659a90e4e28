package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.message.ChunkIndexing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes the index of a dataset that is one chunk: all of it is in the layout message.
final class SingleChunkEditor implements ChunkIndexEditor {
  private final ChunkGeometry geometry;
  private final int sizeOfLengths;
  private @Nullable ChunkRecord chunk;

  /// @param address of the chunk; undefined if it was never written
  SingleChunkEditor(
      ChunkGeometry geometry, int sizeOfLengths, ChunkIndexing.SingleChunk indexing, long address) {
    this.geometry = geometry;
    this.sizeOfLengths = sizeOfLengths;
    if (Address.isDefined(address)) {
      long size = indexing.filtered() ? indexing.filteredSize() : geometry.chunkBytes();
      this.chunk = new ChunkRecord(new long[geometry.rank()], address, size, indexing.filterMask());
    }
  }

  private static boolean isOrigin(long[] scaled) {
    for (long position : scaled) {
      if (position != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<ChunkRecord> find(long[] scaled) {
    return isOrigin(scaled) ? Optional.ofNullable(chunk) : Optional.empty();
  }

  @Override
  public Optional<ChunkRecord> put(ChunkRecord record) {
    geometry.requireRecord(record);
    if (!isOrigin(record.scaled())) {
      throw new IllegalArgumentException("a dataset of one chunk has none but the first");
    }
    ArrayBlocks.requireWidth("Size of filtered chunk", record.storedSize(), sizeOfLengths);
    Optional<ChunkRecord> previous = Optional.ofNullable(chunk);
    chunk = record;
    return previous;
  }

  @Override
  public Optional<ChunkRecord> remove(long[] scaled) {
    Optional<ChunkRecord> found = find(scaled);
    if (found.isPresent()) {
      chunk = null;
    }
    return found;
  }

  @Override
  public ChunkIndexing indexing() {
    if (chunk == null || !geometry.filtered()) {
      return new ChunkIndexing.SingleChunk(geometry.filtered(), 0, 0);
    }
    return new ChunkIndexing.SingleChunk(true, chunk.storedSize(), chunk.filterMask());
  }

  @Override
  public long address() {
    return chunk == null ? Address.UNDEFINED : chunk.address();
  }

  @Override
  public void save() {}

  @Override
  public void delete() {
    chunk = null;
  }
}
