package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.chunkindex.ChunkElement;
import io.hyperslab.internal.format.message.ChunkIndexing;
import io.hyperslab.internal.metadata.Transaction;
import java.util.function.Supplier;

/// Opens and makes editors of chunk indexes, and chooses the kind of index of a new dataset.
public final class ChunkIndexEditors {
  /// What libhdf5 gives new indexes.
  private static final ChunkIndexing FIXED_ARRAY = new ChunkIndexing.FixedArray(10);

  private static final ChunkIndexing EXTENSIBLE_ARRAY =
      new ChunkIndexing.ExtensibleArray(32, 4, 4, 16, 10);
  private static final ChunkIndexing BTREE_V2 = new ChunkIndexing.BTreeV2(2048, 100, 40);

  /// The first version of the layout message whose indexes state sizes of chunks in "Size of
  /// Lengths" bytes.
  private static final int WIDE_SIZES = 5;

  /// Bytes of a chunk that has a size of four bytes whatever filters make of it.
  private static final long AMPLE_CHUNK = 1L << 30;

  private ChunkIndexEditors() {}

  /// The kind of index that libhdf5 gives a new dataset.
  ///
  /// @param geometry of the dataset as it is created
  /// @param latestFormat whether the index may be of a kind that HDF5 1.8 does not know
  /// @param earlyAllocation whether all chunks are allocated from the beginning
  public static ChunkIndexing choose(
      ChunkGeometry geometry, boolean latestFormat, boolean earlyAllocation) {
    if (!latestFormat) {
      return new ChunkIndexing.BTreeV1();
    }
    int unlimited = 0;
    boolean single = true;
    for (int i = 0; i < geometry.rank(); i++) {
      long dim = geometry.dims()[i];
      long maxDim = geometry.maxDims()[i];
      unlimited += maxDim == ChunkGeometry.UNLIMITED ? 1 : 0;
      single &= dim == maxDim && dim == geometry.chunkDims()[i];
    }
    if (unlimited > 0) {
      return unlimited == 1 ? EXTENSIBLE_ARRAY : BTREE_V2;
    }
    if (single) {
      return new ChunkIndexing.SingleChunk(geometry.filtered(), 0, 0);
    }
    return earlyAllocation && !geometry.filtered() ? new ChunkIndexing.Implicit() : FIXED_ARRAY;
  }

  /// The editor of an index that does not exist yet. It comes into being with its first chunk; an
  /// implicit one at once, with all its chunks, which the caller fills.
  ///
  /// @param geometry of the dataset
  /// @param indexing the kind
  /// @param layoutVersion of the layout message; from version 4 on the kinds have other structures
  ///   than in version 3
  /// @param indexedStorageK "Indexed Storage Internal Node K" of the file
  public static ChunkIndexEditor create(
      Transaction transaction,
      ChunkGeometry geometry,
      ChunkIndexing indexing,
      int layoutVersion,
      int indexedStorageK) {
    return open(transaction, geometry, indexing, layoutVersion, Address.UNDEFINED, indexedStorageK);
  }

  /// The editor of an index.
  ///
  /// @param geometry of the dataset with its present size
  /// @param indexing what the layout message says of the index
  /// @param layoutVersion of the layout message
  /// @param address what the layout message says; undefined if there is no index yet, as for
  ///   [#create]
  /// @param indexedStorageK "Indexed Storage Internal Node K" of the file
  /// @throws io.hyperslab.error.MalformedFileException if the index does not fit the dataset
  public static ChunkIndexEditor open(
      Transaction transaction,
      ChunkGeometry geometry,
      ChunkIndexing indexing,
      int layoutVersion,
      long address,
      int indexedStorageK) {
    BlockSpace space = new BlockSpace(transaction);
    int width = chunkSizeWidth(transaction.context(), geometry, layoutVersion);
    boolean exists = Address.isDefined(address);
    return switch (indexing) {
      case ChunkIndexing.BTreeV1() ->
          onDemand(
              geometry,
              indexing,
              exists,
              () -> BTreeV1ChunkEditor.open(space, geometry, address, indexedStorageK),
              () -> BTreeV1ChunkEditor.create(space, geometry, indexedStorageK));
      case ChunkIndexing.SingleChunk single ->
          new SingleChunkEditor(geometry, transaction.context().sizeOfLengths(), single, address);
      case ChunkIndexing.Implicit() ->
          exists
              ? new ImplicitChunkEditor(transaction, geometry, address)
              : ImplicitChunkEditor.create(transaction, geometry);
      case ChunkIndexing.FixedArray(int pageBits) ->
          onDemand(
              geometry,
              indexing,
              exists,
              () -> FixedArrayChunkEditor.open(space, geometry, address),
              () ->
                  FixedArrayChunkEditor.create(
                      space, geometry, elementSize(space, geometry, width), pageBits));
      case ChunkIndexing.ExtensibleArray parameters ->
          onDemand(
              geometry,
              indexing,
              exists,
              () -> ExtensibleArrayChunkEditor.open(space, geometry, address),
              () ->
                  ExtensibleArrayChunkEditor.create(
                      space, geometry, elementSize(space, geometry, width), parameters));
      case ChunkIndexing.BTreeV2 parameters ->
          onDemand(
              geometry,
              indexing,
              exists,
              () -> BTreeV2ChunkEditor.open(transaction, geometry, address),
              () -> BTreeV2ChunkEditor.create(transaction, geometry, width, parameters));
    };
  }

  /// Whether an index has room for a chunk for certain, whatever else is in it and whether it
  /// exists or not. If it says no, it may have room all the same.
  ///
  /// @param geometry of the dataset; its present size does not matter
  /// @param indexing the kind
  /// @param scaled the chunk's position in units of chunks
  public static boolean isAmple(
      FormatContext context, ChunkGeometry geometry, ChunkIndexing indexing, long[] scaled) {
    return switch (indexing) {
      case ChunkIndexing.BTreeV1 _ ->
          geometry.chunkBytes() <= AMPLE_CHUNK && BTreeV1ChunkEditor.hasKeyBeyond(geometry, scaled);
      case ChunkIndexing.SingleChunk _, ChunkIndexing.Implicit _ -> true;
      // Others than libhdf5 makes may have any parameters.
      case ChunkIndexing.FixedArray array ->
          array.equals(FIXED_ARRAY)
              && FixedArrayChunkEditor.isCreatable(context, geometry, array.pageBits());
      case ChunkIndexing.ExtensibleArray array ->
          array.equals(EXTENSIBLE_ARRAY)
              && ChunkOrder.of(geometry).number(scaled) >>> array.maximumElementBits() == 0;
      case ChunkIndexing.BTreeV2 tree -> tree.equals(BTREE_V2);
    };
  }

  private static ChunkIndexEditor onDemand(
      ChunkGeometry geometry,
      ChunkIndexing indexing,
      boolean exists,
      Supplier<StoredChunkEditor> opening,
      Supplier<StoredChunkEditor> creation) {
    return new OnDemandChunkEditor(geometry, indexing, creation, exists ? opening.get() : null);
  }

  private static int elementSize(BlockSpace space, ChunkGeometry geometry, int width) {
    return ChunkElement.size(space.reader().context(), ElementReader.clientId(geometry), width);
  }

  /// Bytes of the size of a filtered chunk in a new index: up to layout version 4 one byte more
  /// than the size without filters needs.
  private static int chunkSizeWidth(
      FormatContext context, ChunkGeometry geometry, int layoutVersion) {
    if (layoutVersion >= WIDE_SIZES) {
      return context.sizeOfLengths();
    }
    int log2 = 63 - Long.numberOfLeadingZeros(geometry.chunkBytes());
    return Math.min(Long.BYTES, 1 + (log2 + 8) / 8);
  }
}
