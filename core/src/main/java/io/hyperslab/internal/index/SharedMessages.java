package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.shared.SharedMessageIndex;
import io.hyperslab.internal.format.shared.SharedMessageTable;
import io.hyperslab.internal.metadata.MetadataReader;

/// The object header messages that objects of a file share (`FMT4 III.I`). A reader needs no index:
/// whoever uses a message holds its identifier in the fractal heap that the table names for its
/// type.
public final class SharedMessages {
  private static final String SHARED_MESSAGE = "shared message";

  private final MetadataReader reader;
  private final long tableAddress;
  private final int indexCount;
  private final BlockFilter.Factory filters;

  /// The shared messages of a file. Nothing is read yet.
  ///
  /// @param tableAddress from the shared message table message of the superblock extension
  /// @param indexCount number of indexes, from the same message
  /// @param filters for heaps that are filtered
  public SharedMessages(
      MetadataReader reader, long tableAddress, int indexCount, BlockFilter.Factory filters) {
    this.reader = reader;
    this.tableAddress = tableAddress;
    this.indexCount = indexCount;
    this.filters = filters;
  }

  /// The table of indexes.
  public SharedMessageTable table() {
    long length = SharedMessageTable.length(reader.context(), indexCount);
    return reader
        .cache()
        .get(
            tableAddress,
            SharedMessageTable.class,
            length,
            () ->
                SharedMessageTable.decode(
                    reader.read(tableAddress, length, SharedMessageTable.STRUCTURE), indexCount));
  }

  /// A cursor over the data of one message.
  ///
  /// @param messageType its type, as in object headers
  /// @param heapId its fractal heap identifier
  public Cursor message(int messageType, byte[] heapId) {
    SharedMessageIndex index = table().indexOf(messageType).orElseThrow(() -> noHeap(messageType));
    if (!Address.isDefined(index.fractalHeapAddress())) {
      throw noHeap(messageType);
    }
    return FractalHeap.open(reader, index.fractalHeapAddress(), filters)
        .object(heapId, SHARED_MESSAGE);
  }

  private MalformedFileException noHeap(int messageType) {
    return new MalformedFileException(
        SharedMessageTable.STRUCTURE,
        tableAddress,
        "index for messages of type " + messageType,
        "missing or without a heap",
        "an index with a heap");
  }
}
