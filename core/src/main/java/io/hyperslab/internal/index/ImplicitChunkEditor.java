package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.message.ChunkIndexing;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.util.Optional;

/// The index of a dataset whose chunks lie one behind the other: there is nothing to change but the
/// chunks.
final class ImplicitChunkEditor implements ChunkIndexEditor {
  private static final String STRUCTURE = "implicit chunk index";

  private final Transaction transaction;
  private final ChunkGeometry geometry;
  private long address;

  /// @param address of the first chunk; undefined if there are none
  ImplicitChunkEditor(Transaction transaction, ChunkGeometry geometry, long address) {
    this.transaction = transaction;
    this.geometry = geometry;
    this.address = address;
  }

  /// Allocates all chunks of the dataset's largest size, in one piece. The caller writes them.
  static ImplicitChunkEditor create(Transaction transaction, ChunkGeometry geometry) {
    long size = size(geometry);
    if (size == Long.MAX_VALUE) {
      throw new LimitExceededException(
          STRUCTURE, -1, "size of all chunks", "2^63 bytes or more", "less");
    }
    long address = size == 0 ? Address.UNDEFINED : transaction.allocate(SpaceKind.RAW, size);
    return new ImplicitChunkEditor(transaction, geometry, address);
  }

  private static long size(ChunkGeometry geometry) {
    long size = geometry.chunkBytes();
    for (long count : geometry.maxChunkCounts()) {
      size = Saturated.multiply(size, count);
    }
    return size;
  }

  @Override
  public Optional<ChunkRecord> find(long[] scaled) {
    return Address.isDefined(address)
        ? new ImplicitChunkIndex(transaction.reader(), geometry, address).find(scaled)
        : Optional.empty();
  }

  @Override
  public Optional<ChunkRecord> put(ChunkRecord record) {
    geometry.requireRecord(record);
    Optional<ChunkRecord> found = find(record.scaled());
    if (found.isEmpty() || found.get().address() != record.address()) {
      throw new IllegalArgumentException("the chunk has its place, " + found);
    }
    return Optional.empty();
  }

  @Override
  public Optional<ChunkRecord> remove(long[] scaled) {
    return Optional.empty();
  }

  @Override
  public boolean fixedPlace() {
    return true;
  }

  @Override
  public ChunkIndexing indexing() {
    return new ChunkIndexing.Implicit();
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public void save() {}

  @Override
  public void delete() {
    if (Address.isDefined(address)) {
      new BlockSpace(transaction).free(address, size(geometry), STRUCTURE);
      address = Address.UNDEFINED;
    }
  }
}
