package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// The header of a local heap (`FMT4 III.D`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `HEAP` |
/// | 1 | Version: 0 |
/// | 3 | Reserved |
/// | L | Data Segment Size |
/// | L | Offset to Head of Free-list |
/// | O | Address of Data Segment |
///
/// The free list is not used when reading, so its head is not checked. Its blocks are
/// [LocalHeapFreeBlock]s.
///
/// @param dataSegmentSize bytes
/// @param freeListHead offset in the data segment; 1 or undefined (-1) when there is no free block
/// @param dataSegmentAddress where the names are
public record LocalHeapHeader(long dataSegmentSize, long freeListHead, long dataSegmentAddress) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "local heap";

  /// The head of a free list without blocks.
  public static final long NO_FREE_BLOCK = 1;

  /// Bytes that libhdf5 allocates for the header; its first data segment starts behind them.
  public static long allocatedLength(FormatContext context) {
    return length(context) + 7 & ~7L;
  }

  /// Bytes of the header.
  public static long length(FormatContext context) {
    return 8L + 2L * context.sizeOfLengths() + context.sizeOfOffsets();
  }

  /// Bytes that libhdf5 allocates for the header.
  public static long alignedLength(FormatContext context) {
    return (length(context) + 7) / 8 * 8;
  }

  /// Decodes a header.
  public static LocalHeapHeader decode(Cursor cursor) {
    cursor.signature("HEAP");
    cursor.version(0, 0);
    cursor.skip(3);
    return new LocalHeapHeader(
        cursor.length("data segment size"),
        cursor.lengthOrUndefined("offset to head of free-list"),
        cursor.addressOrUndefined("address of data segment"));
  }

  /// Writes the header.
  public void encode(Encoder out) {
    out.signature("HEAP").u8(0).zeros(3);
    out.length(dataSegmentSize).length(freeListHead).address(dataSegmentAddress);
  }
}
