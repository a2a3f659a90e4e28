package io.hyperslab.internal.index;

import io.hyperslab.internal.format.btree.ChunkOffsetRecord;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Arrays;
import java.util.Optional;

/// The version 2 B-tree over the chunks of a dataset (`FMT4 VII.E`).
public final class BTreeV2ChunkIndex implements ChunkIndex {
  private final ChunkGeometry geometry;
  private final BTreeV2<ChunkOffsetRecord> tree;

  private BTreeV2ChunkIndex(ChunkGeometry geometry, BTreeV2<ChunkOffsetRecord> tree) {
    this.geometry = geometry;
    this.tree = tree;
  }

  /// The index whose tree has its header at `address`. Reads the header only.
  public static BTreeV2ChunkIndex open(
      MetadataReader reader, ChunkGeometry geometry, long address) {
    int rank = geometry.rank();
    return new BTreeV2ChunkIndex(
        geometry,
        BTreeV2.open(
            reader,
            address,
            geometry.filtered()
                ? ChunkOffsetRecord.filtered(rank)
                : ChunkOffsetRecord.unfiltered(rank)));
  }

  @Override
  public Optional<ChunkRecord> find(long[] scaled) {
    return tree.find(found -> Arrays.compare(found.scaledOffset(), scaled))
        .filter(ChunkOffsetRecord::isAllocated)
        .map(this::record);
  }

  private ChunkRecord record(ChunkOffsetRecord found) {
    long size = geometry.filtered() ? found.chunkSize() : geometry.chunkBytes();
    return new ChunkRecord(found.scaledOffset(), found.address(), size, found.filterMask());
  }

  @Override
  public void forEach(ChunkVisitor visitor) {
    for (ChunkOffsetRecord found : tree) {
      if (found.isAllocated()) {
        visitor.visit(record(found));
      }
    }
  }

  @Override
  public void forEachBlock(BlockVisitor visitor) {
    tree.forEachBlock(visitor);
  }
}
