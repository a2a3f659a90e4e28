package io.hyperslab.internal.layout;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.message.ChunkIndexing;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.index.BTreeV1ChunkIndex;
import io.hyperslab.internal.index.BTreeV2ChunkIndex;
import io.hyperslab.internal.index.ChunkGeometry;
import io.hyperslab.internal.index.ChunkIndex;
import io.hyperslab.internal.index.ExtensibleArrayChunkIndex;
import io.hyperslab.internal.index.FixedArrayChunkIndex;
import io.hyperslab.internal.index.ImplicitChunkIndex;
import io.hyperslab.internal.index.SingleChunkIndex;
import io.hyperslab.internal.index.UnallocatedChunkIndex;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.model.FileModel;

/// Opens the chunk index that a layout message names.
final class ChunkIndexes {
  private ChunkIndexes() {}

  static ChunkIndex open(
      FileModel file, DataLayoutMessage.Chunked message, ChunkGeometry geometry) {
    MetadataReader reader = file.reader();
    long address = message.address();
    if (!Address.isDefined(address)) {
      return new UnallocatedChunkIndex();
    }
    ChunkIndexing indexing = message.indexing();
    if (indexing instanceof ChunkIndexing.BTreeV1) {
      return new BTreeV1ChunkIndex(reader, geometry, address, file.indexedStorageK());
    }
    return switch (indexing) {
      case ChunkIndexing.BTreeV1 _ ->
          new BTreeV1ChunkIndex(reader, geometry, address, file.indexedStorageK());
      case ChunkIndexing.SingleChunk(boolean filtered, long filteredSize, int filterMask) ->
          new SingleChunkIndex(
              geometry.rank(),
              address,
              filtered ? filteredSize : geometry.chunkBytes(),
              filterMask);
      case ChunkIndexing.Implicit() -> new ImplicitChunkIndex(reader, geometry, address);
      case ChunkIndexing.FixedArray _ -> FixedArrayChunkIndex.open(reader, geometry, address);
      case ChunkIndexing.ExtensibleArray _ ->
          ExtensibleArrayChunkIndex.open(reader, geometry, address);
      case ChunkIndexing.BTreeV2 _ -> BTreeV2ChunkIndex.open(reader, geometry, address);
    };
  }
}
