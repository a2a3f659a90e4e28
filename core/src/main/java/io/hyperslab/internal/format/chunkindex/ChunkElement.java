package io.hyperslab.internal.format.chunkindex;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;

/// An element of a fixed or extensible array: where one chunk is (`FMT4 VII.C`, "Data Block
/// Element").
///
/// | bytes | field | Client ID |
/// |---|---|---|
/// | O | Address | 0 1 |
/// | what the entry size leaves | Chunk Size | 1 |
/// | 4 | Filter Mask | 1 |
///
/// The width of the chunk size depends on the version of the layout message. It need not be known:
/// it is what the other fields leave of the entry size.
///
/// @param address undefined when the chunk was never allocated
/// @param chunkSize bytes as stored; [#UNFILTERED] for client 0
/// @param filterMask filters that were skipped; 0 for client 0
public record ChunkElement(long address, long chunkSize, int filterMask) {
  /// Client ID of arrays of chunks without filters.
  public static final int CLIENT_UNFILTERED = 0;

  /// Client ID of arrays of chunks with filters.
  public static final int CLIENT_FILTERED = 1;

  /// Stands for the size of a chunk that is stored without filters.
  public static final long UNFILTERED = -1;

  /// Decodes an element.
  ///
  /// @param cursor exactly as long as an element
  static ChunkElement decode(Cursor cursor, int clientId) {
    if (clientId == CLIENT_UNFILTERED) {
      return new ChunkElement(cursor.addressOrUndefined("chunk address"), UNFILTERED, 0);
    }
    long address = cursor.addressOrUndefined("chunk address");
    long chunkSize = cursor.unsigned(cursor.remaining() - 4, "chunk size");
    return new ChunkElement(address, chunkSize, cursor.i32());
  }

  /// Checks the client and the entry size that an array's header states.
  static void checkSize(Cursor cursor, int clientId, int size) {
    int offsets = cursor.context().sizeOfOffsets();
    int least = clientId == CLIENT_UNFILTERED ? offsets : offsets + 4 + 1;
    int most = clientId == CLIENT_UNFILTERED ? offsets : offsets + 4 + 8;
    if (size < least || size > most) {
      throw cursor.malformed("element size", size, least + " to " + most);
    }
  }

  /// Whether the chunk has storage.
  public boolean isAllocated() {
    return Address.isDefined(address);
  }
}
