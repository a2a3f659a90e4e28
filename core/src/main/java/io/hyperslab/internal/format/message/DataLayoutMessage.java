package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import java.util.Arrays;

/// How and where a dataset's raw data is stored (`FMT4 IV.A.2.i`). O is "Size of Offsets", L "Size
/// of Lengths", D the dimensionality.
///
/// Versions 1 and 2:
///
/// | bytes | field                                                                        |
/// |-------|------------------------------------------------------------------------------|
/// | 1     | Version                                                                      |
/// | 1     | Dimensionality; of a chunk one more than the dataset's                       |
/// | 1     | Layout Class: 0 compact, 1 contiguous, 2 chunked                             |
/// | 5     | Reserved                                                                     |
/// | O     | Data Address; not compact                                                    |
/// | 4D    | Dimension Sizes; of a chunk, the last is the element's size                  |
/// | 4     | Compact Data Size; compact                                                   |
/// | size  | Compact Data; compact                                                        |
///
/// Versions 3 to 5 start with the version (1) and the layout class (1; 3 is virtual):
///
/// | class      | fields                                                                  |
/// |------------|-------------------------------------------------------------------------|
/// | compact    | Size (2), Raw Data                                                      |
/// | contiguous | Address (O), Size (L)                                                   |
/// | chunked 3  | Dimensionality (1), Address (O), Dimension Sizes (4 each)               |
/// | chunked 4, 5 | Flags (1), Dimensionality (1), Dimension Size Encoded Length (1), Dimension Sizes (so many each), [ChunkIndexing], Address (O) |
/// | virtual    | Address (O), Index (4)                                                  |
///
/// *Notes.* Dimension sizes of contiguous data in versions 1 and 2 are cut to 32 bits and not to be
/// relied upon. Version 5 (HDF5 2.0) differs from 4 in the chunk indexes: sizes of filtered chunks
/// take "Size of Lengths" bytes there.
public sealed interface DataLayoutMessage extends HeaderMessage {
  /// The message's version, 1 to 5.
  int version();

  /// Raw data in the message.
  ///
  /// @param data all elements; not to be modified
  record Compact(int version, byte[] data) implements DataLayoutMessage {}

  /// Raw data in one piece.
  ///
  /// @param address where it starts, or undefined when none was stored
  /// @param size its bytes, or [#UNKNOWN_SIZE]
  record Contiguous(int version, long address, long size) implements DataLayoutMessage {
    /// The size in versions 1 and 2: what dataspace and datatype say.
    public static final long UNKNOWN_SIZE = -1;
  }

  /// Raw data in chunks of equal size.
  ///
  /// @param flags bit 0: chunks at the edges are not filtered, bit 1: the single chunk is filtered
  /// @param chunkDimensions sizes of a chunk in elements, each at least 1, slowest first; not to be
  ///   modified
  /// @param elementSize bytes of an element
  /// @param indexing the kind of index
  /// @param address the index (or, without one, the chunks), or undefined when none was stored
  record Chunked(
      int version,
      int flags,
      long[] chunkDimensions,
      long elementSize,
      ChunkIndexing indexing,
      long address)
      implements DataLayoutMessage {
    private static final int PARTIAL_CHUNKS_UNFILTERED = 0x01;
    private static final int SINGLE_CHUNK_FILTERED = 0x02;

    /// Whether chunks that reach beyond the dataset's edge are stored without filters.
    public boolean partialChunksUnfiltered() {
      return (flags & PARTIAL_CHUNKS_UNFILTERED) != 0;
    }

    /// Bytes of a chunk before filters.
    public long chunkSize() {
      long size = elementSize;
      for (long dimension : chunkDimensions) {
        size *= dimension;
      }
      return size;
    }

    private static Chunked decode(Cursor cursor, int version) {
      int flags = 0;
      int dimensionality;
      int width = 4;
      long address = 0;
      if (version == 3) {
        dimensionality = cursor.u8("Dimensionality", 2, MAXIMUM_DIMENSIONALITY);
        address = cursor.addressOrUndefined("Data Address");
      } else {
        flags = cursor.u8("Flags", 0, PARTIAL_CHUNKS_UNFILTERED | SINGLE_CHUNK_FILTERED);
        dimensionality = cursor.u8("Dimensionality", 2, MAXIMUM_DIMENSIONALITY);
        width = cursor.u8("Dimension Size Encoded Length", 1, 8);
      }
      long[] sizes = sizes(cursor, dimensionality, width);
      ChunkIndexing indexing = new ChunkIndexing.BTreeV1();
      if (version > 3) {
        indexing = ChunkIndexing.decode(cursor, (flags & SINGLE_CHUNK_FILTERED) != 0);
        address = cursor.addressOrUndefined("Address");
      }
      return of(version, flags, sizes, indexing, address);
    }

    private static Chunked of(
        int version, int flags, long[] sizes, ChunkIndexing indexing, long address) {
      long[] chunk = Arrays.copyOf(sizes, sizes.length - 1);
      return new Chunked(version, flags, chunk, sizes[sizes.length - 1], indexing, address);
    }
  }

  /// Raw data in other datasets.
  ///
  /// @param heapAddress the global heap collection with the mappings, or undefined without any
  /// @param heapIndex the object in it
  record Virtual(int version, long heapAddress, long heapIndex) implements DataLayoutMessage {}

  /// Dimensions of the largest dataset, and one for the element's size.
  int MAXIMUM_DIMENSIONALITY = DataspaceMessage.MAXIMUM_RANK + 1;

  /// Decodes the message.
  static DataLayoutMessage decode(Cursor cursor) {
    int version = cursor.version(1, 5);
    if (version < 3) {
      return decodeOld(cursor, version);
    }
    int layoutClass = cursor.u8("Layout Class", 0, version == 3 ? 2 : 3);
    return switch (layoutClass) {
      case 0 -> new Compact(version, cursor.bytes(cursor.u16()));
      case 1 ->
          new Contiguous(version, cursor.addressOrUndefined("Address"), cursor.length("Size"));
      case 2 -> Chunked.decode(cursor, version);
      default -> new Virtual(version, cursor.addressOrUndefined("Address"), cursor.u32());
    };
  }

  private static DataLayoutMessage decodeOld(Cursor cursor, int version) {
    int dimensionality = cursor.u8("Dimensionality", 1, MAXIMUM_DIMENSIONALITY);
    int layoutClass = cursor.u8("Layout Class", 0, 2);
    cursor.skip(5);
    if (layoutClass == 0) {
      cursor.skip(4L * dimensionality);
      return new Compact(version, cursor.bytes(cursor.u32()));
    }
    long address = cursor.addressOrUndefined("Data Address");
    if (layoutClass == 1) {
      return new Contiguous(version, address, Contiguous.UNKNOWN_SIZE);
    }
    if (dimensionality < 2) {
      throw cursor.malformed("Dimensionality", dimensionality, "at least 2 for chunks");
    }
    long[] sizes = sizes(cursor, dimensionality, 4);
    return Chunked.of(version, 0, sizes, new ChunkIndexing.BTreeV1(), address);
  }

  private static long[] sizes(Cursor cursor, int count, int width) {
    long[] sizes = new long[count];
    long product = 1;
    for (int i = 0; i < count; i++) {
      sizes[i] = cursor.unsigned(width, "Dimension Size");
      if (sizes[i] == 0) {
        throw cursor.malformed("Dimension " + i + " Size", 0, "at least 1");
      }
      if (product > Long.MAX_VALUE / sizes[i]) {
        throw cursor.malformed("size of a chunk", "2^63 bytes or more", "less than 2^63");
      }
      product *= sizes[i];
    }
    return sizes;
  }
}
