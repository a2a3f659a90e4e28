package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// Version 2 B-tree records of types 10 and 11: a chunk by its scaled offset (`FMT4 III.A.2`).
///
/// | bytes | field | types |
/// |---|---|---|
/// | O | Address | 10 11 |
/// | what the record size leaves | Chunk Size | 11 |
/// | 4 | Filter Mask | 11 |
/// | 8 each | Dimension #n Scaled Offset | 10 11 |
///
/// The width of the chunk size depends on the version of the layout message. It need not be known:
/// it is what the other fields leave of the record size.
///
/// @param address where the chunk is; undefined when it was never allocated
/// @param chunkSize bytes as stored; [#UNFILTERED] in type 10
/// @param filterMask filters that were skipped; 0 in type 10
/// @param scaledOffset the chunk's position in units of chunks, slowest dimension first
public record ChunkOffsetRecord(long address, long chunkSize, int filterMask, long[] scaledOffset) {
  /// Stands for the size of a chunk that is stored without filters.
  public static final long UNFILTERED = -1;

  /// Type 10: chunks without filters, of a dataset of `rank` dimensions.
  public static BTreeV2RecordType<ChunkOffsetRecord> unfiltered(int rank) {
    return new BTreeV2RecordType<>(
        10,
        cursor -> decode(cursor, rank, false),
        (out, entry, recordSize) -> entry.encode(out, 0));
  }

  /// Type 11: chunks with filters, of a dataset of `rank` dimensions.
  public static BTreeV2RecordType<ChunkOffsetRecord> filtered(int rank) {
    return new BTreeV2RecordType<>(
        11,
        cursor -> decode(cursor, rank, true),
        (out, entry, recordSize) ->
            entry.encode(out, recordSize - filteredSize(out.context(), rank, 0)));
  }

  /// Bytes of a record of type 10.
  public static int unfilteredSize(FormatContext context, int rank) {
    return context.sizeOfOffsets() + 8 * rank;
  }

  /// Bytes of a record of type 11.
  ///
  /// @param chunkSizeWidth bytes of the field "Chunk Size"
  public static int filteredSize(FormatContext context, int rank, int chunkSizeWidth) {
    return unfilteredSize(context, rank) + chunkSizeWidth + 4;
  }

  private static ChunkOffsetRecord decode(Cursor cursor, int rank, boolean filtered) {
    long address = cursor.addressOrUndefined("chunk address");
    long chunkSize = UNFILTERED;
    int filterMask = 0;
    if (filtered) {
      int width = cursor.remaining() - 4 - 8 * rank;
      if (width < 1 || width > 8) {
        throw cursor.malformed("width of chunk size", width, "1 to 8 bytes");
      }
      chunkSize = cursor.unsigned(width, "chunk size");
      filterMask = cursor.i32();
    }
    long[] scaled = new long[rank];
    for (int i = 0; i < rank; i++) {
      scaled[i] = cursor.unsigned(8, "scaled offset");
    }
    return new ChunkOffsetRecord(address, chunkSize, filterMask, scaled);
  }

  /// @param chunkSizeWidth bytes of the chunk size; 0 in type 10
  private void encode(Encoder out, int chunkSizeWidth) {
    out.address(address);
    if (chunkSizeWidth > 0) {
      out.unsigned(chunkSize, chunkSizeWidth).i32(filterMask);
    }
    for (long scaled : scaledOffset) {
      out.i64(scaled);
    }
  }

  /// Whether the chunk has storage.
  public boolean isAllocated() {
    return Address.isDefined(address);
  }
}
