package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
  /// @param oldSizes the dimension sizes that versions 1 and 2 store; empty in others
  /// @param data all elements; not to be modified
  record Compact(int version, List<Long> oldSizes, byte[] data) implements DataLayoutMessage {
    /// Raw data as versions from 3 on store it.
    public Compact(int version, byte[] data) {
      this(version, List.of(), data);
    }

    @Override
    public void encode(Encoder out) {
      if (version < 3) {
        encodeOld(out, version, oldSizes.size(), COMPACT);
        oldSizes.forEach(out::u32);
        out.u32(data.length);
      } else {
        out.u8(version).u8(COMPACT).u16(data.length);
      }
      out.bytes(data);
    }
  }

  /// Raw data in one piece.
  ///
  /// @param oldSizes the dimension sizes that versions 1 and 2 store; empty in others
  /// @param address where it starts, or undefined when none was stored
  /// @param size its bytes, or [#UNKNOWN_SIZE]
  record Contiguous(int version, List<Long> oldSizes, long address, long size)
      implements DataLayoutMessage {
    /// The size in versions 1 and 2: what dataspace and datatype say.
    public static final long UNKNOWN_SIZE = -1;

    /// Raw data as versions from 3 on store it.
    public Contiguous(int version, long address, long size) {
      this(version, List.of(), address, size);
    }

    @Override
    public void encode(Encoder out) {
      if (version < 3) {
        encodeOld(out, version, oldSizes.size(), CONTIGUOUS);
        out.address(address);
        oldSizes.forEach(out::u32);
      } else {
        out.u8(version).u8(CONTIGUOUS).address(address).length(size);
      }
    }
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

    @Override
    public void encode(Encoder out) {
      if (version < 3) {
        encodeOld(out, version, chunkDimensions.length + 1, CHUNKED);
        out.address(address);
        encodeSizes(out, OLD_WIDTH);
      } else if (version == 3) {
        out.u8(version).u8(CHUNKED).u8(chunkDimensions.length + 1).address(address);
        encodeSizes(out, OLD_WIDTH);
      } else {
        int width = encodedLength();
        out.u8(version).u8(CHUNKED).u8(flags).u8(chunkDimensions.length + 1).u8(width);
        encodeSizes(out, width);
        indexing.encode(out);
        out.address(address);
      }
    }

    private void encodeSizes(Encoder out, int width) {
      for (long dimension : chunkDimensions) {
        out.unsigned(dimension, width);
      }
      out.unsigned(elementSize, width);
    }

    /// The least bytes that hold every size.
    private int encodedLength() {
      long all = elementSize;
      for (long dimension : chunkDimensions) {
        all |= dimension;
      }
      return (Long.SIZE - Long.numberOfLeadingZeros(all) + 7) / 8;
    }

    private static Chunked decode(Cursor cursor, int version) {
      int flags = 0;
      int dimensionality;
      int width = OLD_WIDTH;
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
  record Virtual(int version, long heapAddress, long heapIndex) implements DataLayoutMessage {
    @Override
    public void encode(Encoder out) {
      out.u8(version).u8(VIRTUAL).address(heapAddress).u32(heapIndex);
    }
  }

  /// Dimensions of the largest dataset, and one for the element's size.
  int MAXIMUM_DIMENSIONALITY = DataspaceMessage.MAXIMUM_RANK + 1;

  /// Layout class of [Compact].
  int COMPACT = 0;

  /// Layout class of [Contiguous].
  int CONTIGUOUS = 1;

  /// Layout class of [Chunked].
  int CHUNKED = 2;

  /// Layout class of [Virtual].
  int VIRTUAL = 3;

  /// Bytes of a dimension size before version 4.
  int OLD_WIDTH = 4;

  /// Decodes the message.
  static DataLayoutMessage decode(Cursor cursor) {
    int version = cursor.version(1, 5);
    if (version < 3) {
      return decodeOld(cursor, version);
    }
    int layoutClass = cursor.u8("Layout Class", COMPACT, version == 3 ? CHUNKED : VIRTUAL);
    return switch (layoutClass) {
      case COMPACT -> new Compact(version, cursor.bytes(cursor.u16()));
      case CONTIGUOUS ->
          new Contiguous(version, cursor.addressOrUndefined("Address"), cursor.length("Size"));
      case CHUNKED -> Chunked.decode(cursor, version);
      default -> new Virtual(version, cursor.addressOrUndefined("Address"), cursor.u32());
    };
  }

  private static DataLayoutMessage decodeOld(Cursor cursor, int version) {
    int dimensionality = cursor.u8("Dimensionality", 1, MAXIMUM_DIMENSIONALITY);
    int layoutClass = cursor.u8("Layout Class", COMPACT, CHUNKED);
    cursor.skip(5);
    if (layoutClass == COMPACT) {
      List<Long> sizes = oldSizes(cursor, dimensionality);
      return new Compact(version, sizes, cursor.bytes(cursor.u32()));
    }
    long address = cursor.addressOrUndefined("Data Address");
    if (layoutClass == CONTIGUOUS) {
      List<Long> sizes = oldSizes(cursor, dimensionality);
      return new Contiguous(version, sizes, address, Contiguous.UNKNOWN_SIZE);
    }
    if (dimensionality < 2) {
      throw cursor.malformed("Dimensionality", dimensionality, "at least 2 for chunks");
    }
    long[] sizes = sizes(cursor, dimensionality, OLD_WIDTH);
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

  private static List<Long> oldSizes(Cursor cursor, int count) {
    List<Long> sizes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sizes.add(cursor.u32());
    }
    return List.copyOf(sizes);
  }

  private static void encodeOld(Encoder out, int version, int dimensionality, int layoutClass) {
    out.u8(version).u8(dimensionality).u8(layoutClass).zeros(5);
  }
}
