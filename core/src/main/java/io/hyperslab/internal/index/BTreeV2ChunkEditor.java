package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.btree.BTreeV2Header;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.format.btree.ChunkOffsetRecord;
import io.hyperslab.internal.format.message.ChunkIndexing;
import io.hyperslab.internal.metadata.Transaction;
import java.util.Arrays;
import java.util.Optional;

/// Changes the version 2 B-tree over the chunks of a dataset (`FMT4 VII.E`).
final class BTreeV2ChunkEditor implements StoredChunkEditor {
  private final ChunkGeometry geometry;
  private final long address;
  private final BTreeV2Editor<ChunkOffsetRecord> tree;

  /// Bytes that the size of a chunk has in the records.
  private final int chunkSizeWidth;

  private BTreeV2ChunkEditor(Transaction transaction, ChunkGeometry geometry, long address) {
    FormatContext context = transaction.context();
    this.geometry = geometry;
    this.address = address;
    this.tree = BTreeV2Editor.open(transaction, address, type(geometry));
    this.chunkSizeWidth =
        BTreeV2.open(transaction.reader(), address, type(geometry)).header().recordSize()
            - ChunkOffsetRecord.filteredSize(context, geometry.rank(), 0);
  }

  /// The editor of the tree whose header is at `address`.
  static BTreeV2ChunkEditor open(Transaction transaction, ChunkGeometry geometry, long address) {
    return new BTreeV2ChunkEditor(transaction, geometry, address);
  }

  /// A new tree without chunks.
  ///
  /// @param chunkSizeWidth bytes that the size of a filtered chunk has in the records
  static BTreeV2ChunkEditor create(
      Transaction transaction,
      ChunkGeometry geometry,
      int chunkSizeWidth,
      ChunkIndexing.BTreeV2 parameters) {
    new BlockSpace(transaction).requireBlock(parameters.nodeSize(), BTreeV2Header.STRUCTURE);
    FormatContext context = transaction.context();
    int rank = geometry.rank();
    long address =
        BTreeV2Editor.create(
            transaction,
            type(geometry),
            Math.toIntExact(parameters.nodeSize()),
            geometry.filtered()
                ? ChunkOffsetRecord.filteredSize(context, rank, chunkSizeWidth)
                : ChunkOffsetRecord.unfilteredSize(context, rank),
            parameters.splitPercent(),
            parameters.mergePercent());
    return new BTreeV2ChunkEditor(transaction, geometry, address);
  }

  private static BTreeV2RecordType<ChunkOffsetRecord> type(ChunkGeometry geometry) {
    int rank = geometry.rank();
    return geometry.filtered()
        ? ChunkOffsetRecord.filtered(rank)
        : ChunkOffsetRecord.unfiltered(rank);
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
  public Optional<ChunkRecord> put(ChunkRecord record) {
    long size = ChunkOffsetRecord.UNFILTERED;
    if (geometry.filtered()) {
      ArrayBlocks.requireWidth("chunk size", record.storedSize(), chunkSizeWidth);
      size = record.storedSize();
    }
    long[] scaled = record.scaled();
    ChunkOffsetRecord added =
        new ChunkOffsetRecord(record.address(), size, record.filterMask(), scaled);
    Optional<ChunkRecord> previous = find(scaled);
    if (!tree.replace(added, found -> Arrays.compare(found.scaledOffset(), scaled))) {
      tree.insert(added, found -> Arrays.compare(found.scaledOffset(), scaled));
    }
    return previous;
  }

  @Override
  public Optional<ChunkRecord> remove(long[] scaled) {
    Optional<ChunkRecord> previous = find(scaled);
    tree.remove(found -> Arrays.compare(found.scaledOffset(), scaled));
    return previous;
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public void save() {
    tree.save();
  }

  @Override
  public void delete() {
    tree.delete();
  }
}
