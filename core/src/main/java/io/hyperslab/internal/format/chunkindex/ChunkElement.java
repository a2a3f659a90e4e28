package io.hyperslab.internal.format.chunkindex;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

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

  private static final int FILTER_MASK_SIZE = 4;

  /// Decodes an element.
  ///
  /// @param cursor exactly as long as an element
  static ChunkElement decode(Cursor cursor, int clientId) {
    if (clientId == CLIENT_UNFILTERED) {
      return new ChunkElement(cursor.addressOrUndefined("chunk address"), UNFILTERED, 0);
    }
    long address = cursor.addressOrUndefined("chunk address");
    long chunkSize = cursor.unsigned(cursor.remaining() - FILTER_MASK_SIZE, "chunk size");
    return new ChunkElement(address, chunkSize, cursor.i32());
  }

  /// Checks the client and the entry size that an array's header states.
  static void checkSize(Cursor cursor, int clientId, int size) {
    int offsets = cursor.context().sizeOfOffsets();
    int least = clientId == CLIENT_UNFILTERED ? offsets : offsets + FILTER_MASK_SIZE + 1;
    int most = clientId == CLIENT_UNFILTERED ? offsets : offsets + FILTER_MASK_SIZE + Long.BYTES;
    if (size < least || size > most) {
      throw cursor.malformed("element size", size, least + " to " + most);
    }
  }

  /// The element of a chunk that has no storage.
  public static ChunkElement unallocated(int clientId) {
    return new ChunkElement(Address.UNDEFINED, clientId == CLIENT_UNFILTERED ? UNFILTERED : 0, 0);
  }

  /// Bytes of the chunk size in an element of a filtered client.
  public static int chunkSizeWidth(FormatContext context, int elementSize) {
    return elementSize - context.sizeOfOffsets() - FILTER_MASK_SIZE;
  }

  /// Bytes of an element.
  ///
  /// @param chunkSizeWidth bytes of the chunk size; of no account without filters
  public static int size(FormatContext context, int clientId, int chunkSizeWidth) {
    return clientId == CLIENT_UNFILTERED
        ? context.sizeOfOffsets()
        : context.sizeOfOffsets() + chunkSizeWidth + FILTER_MASK_SIZE;
  }

  /// Writes the element.
  ///
  /// @param elementSize its bytes, by the array's header
  void encode(Encoder out, int clientId, int elementSize) {
    out.address(address);
    if (clientId == CLIENT_FILTERED) {
      out.unsigned(chunkSize, chunkSizeWidth(out.context(), elementSize)).i32(filterMask);
    }
  }

  /// Whether the chunk has storage.
  public boolean isAllocated() {
    return Address.isDefined(address);
  }
}
