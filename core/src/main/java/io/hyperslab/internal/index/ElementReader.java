package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.chunkindex.ChunkElement;
import io.hyperslab.internal.format.chunkindex.ChunkElements;
import io.hyperslab.internal.format.chunkindex.DataBlockPage;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Optional;

/// What fixed and extensible arrays have in common: pages of elements, and elements as chunks.
final class ElementReader {
  private final MetadataReader reader;
  private final ChunkGeometry geometry;
  private final int clientId;
  private final int elementSize;

  ElementReader(MetadataReader reader, ChunkGeometry geometry, int clientId, int elementSize) {
    this.reader = reader;
    this.geometry = geometry;
    this.clientId = clientId;
    this.elementSize = elementSize;
  }

  /// Checks that the array was made for chunks like the dataset's.
  static void requireClient(String structure, long address, int clientId, ChunkGeometry geometry) {
    int expected = clientId(geometry);
    if (clientId != expected) {
      throw new MalformedFileException(
          structure,
          address,
          "client ID",
          String.valueOf(clientId),
          expected + ", by the dataset's filter pipeline");
    }
  }

  /// The client that an array must be made for.
  static int clientId(ChunkGeometry geometry) {
    return geometry.filtered() ? ChunkElement.CLIENT_FILTERED : ChunkElement.CLIENT_UNFILTERED;
  }

  /// Checks that a block from the cache belongs to the array that is being read. Decoding checks
  /// the same, but two arrays of a damaged file may point to one block.
  static void requireOwner(String structure, long address, long owner, long header) {
    if (owner != header) {
      throw new MalformedFileException(
          structure,
          address,
          "header address",
          "0x" + Long.toHexString(owner),
          "0x" + Long.toHexString(header));
    }
  }

  /// The page of `count` elements at `address`.
  ChunkElements page(long address, long count) {
    long length = DataBlockPage.length(elementSize, count);
    ChunkElements elements =
        reader
            .cache()
            .get(
                address,
                DataBlockPage.class,
                length,
                () ->
                    DataBlockPage.decode(
                        reader.read(address, length, DataBlockPage.STRUCTURE),
                        clientId,
                        elementSize,
                        count))
            .elements();
    require(elements, DataBlockPage.STRUCTURE, address, count);
    return elements;
  }

  /// Checks that elements from the cache are `count` elements of this array's kind.
  void require(ChunkElements elements, String structure, long address, long count) {
    if (!elements.are(clientId, elementSize, count)) {
      throw new MalformedFileException(
          structure,
          address,
          "elements",
          "of another array",
          count + " elements of " + elementSize + " bytes");
    }
  }

  /// The chunk of element `index`; empty if it has no storage.
  ///
  /// @param scaled copied
  Optional<ChunkRecord> record(ChunkElements elements, int index, long[] scaled) {
    ChunkElement element = elements.element(index, reader.context());
    return element.isAllocated() ? Optional.of(record(element, scaled.clone())) : Optional.empty();
  }

  /// The element of a chunk.
  ///
  /// @throws io.hyperslab.error.LimitExceededException if its size does not fit the elements of
  ///   this array
  ChunkElement element(ChunkRecord record) {
    if (clientId == ChunkElement.CLIENT_UNFILTERED) {
      return new ChunkElement(record.address(), ChunkElement.UNFILTERED, 0);
    }
    int width = ChunkElement.chunkSizeWidth(reader.context(), elementSize);
    ArrayBlocks.requireWidth("chunk size", record.storedSize(), width);
    return new ChunkElement(record.address(), record.storedSize(), record.filterMask());
  }

  /// Elements of chunks that have no storage, for a new block.
  ChunkElements unallocated(long count, long address) {
    return ChunkElements.unallocated(
        reader.context(), clientId, elementSize, Math.toIntExact(count), address);
  }

  /// The chunk of an element that has storage.
  ChunkRecord record(ChunkElement element, long[] scaled) {
    long size = geometry.filtered() ? element.chunkSize() : geometry.chunkBytes();
    return new ChunkRecord(scaled, element.address(), size, element.filterMask());
  }
}
