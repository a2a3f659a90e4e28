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
    // No switch: see docs/decisions/0020.
    if (indexing instanceof ChunkIndexing.BTreeV1) {
      return new BTreeV1ChunkIndex(reader, geometry, address, file.indexedStorageK());
    }
    if (indexing instanceof ChunkIndexing.FixedArray) {
      return FixedArrayChunkIndex.open(reader, geometry, address);
    }
    if (indexing instanceof ChunkIndexing.ExtensibleArray) {
      return ExtensibleArrayChunkIndex.open(reader, geometry, address);
    }
    if (indexing instanceof ChunkIndexing.SingleChunk single) {
      long stored = single.filtered() ? single.filteredSize() : geometry.chunkBytes();
      return new SingleChunkIndex(geometry.rank(), address, stored, single.filterMask());
    }
    if (indexing instanceof ChunkIndexing.BTreeV2) {
      return BTreeV2ChunkIndex.open(reader, geometry, address);
    }
    if (indexing instanceof ChunkIndexing.Implicit) {
      return new ImplicitChunkIndex(reader, geometry, address);
    }
    throw new IllegalStateException("no index for " + indexing);
  }
}
