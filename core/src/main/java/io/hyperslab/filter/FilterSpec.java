package io.hyperslab.filter;

import java.util.Arrays;
import java.util.List;

/// A filter as it is asked for when a dataset is created: what the creator decides. What follows
/// from the datatype and the chunks is added when the dataset is made.
///
/// The factories have the defaults of libhdf5 and h5py: every filter is optional, so that a chunk
/// it cannot handle is stored without it, but for the checksum.
///
/// @param id the registered filter number, 0 to 65535
/// @param optional whether a chunk that the filter declines may be stored without it
/// @param parameters what the creator decides, as `H5Pset_filter` and h5py's `compression_opts`
///   take it for this filter
public record FilterSpec(int id, boolean optional, List<Integer> parameters) {
  private static final int LARGEST_ID = 0xFFFF;
  private static final int SCALE_FLOAT_DECIMAL = 0;
  private static final int SCALE_INTEGER = 2;

  /// How szip prepares pixels before it codes them.
  public enum SzipCoding {
    /// Not at all; for data that are small numbers already (`H5_SZIP_EC_OPTION_MASK`).
    ENTROPY(4),
    /// As differences of neighbours (`H5_SZIP_NN_OPTION_MASK`).
    NEAREST_NEIGHBOUR(32);

    private final int mask;

    SzipCoding(int mask) {
      this.mask = mask;
    }
  }

  /// How bitshuffle compresses the blocks it has shuffled.
  public enum BitshuffleCodec {
    /// Not at all.
    NONE(0),
    /// LZ4.
    LZ4(2),
    /// Zstandard.
    ZSTD(3);

    private final int number;

    BitshuffleCodec(int number) {
      this.number = number;
    }
  }

  /// The codecs of Blosc.
  public enum BloscCodec {
    /// BloscLZ.
    BLOSCLZ(0),
    /// LZ4.
    LZ4(1),
    /// LZ4, with more effort where the encoder has it; the format is that of LZ4.
    LZ4HC(2),
    /// Snappy.
    SNAPPY(3),
    /// zlib.
    ZLIB(4),
    /// Zstandard.
    ZSTD(5);

    private final int number;

    BloscCodec(int number) {
      this.number = number;
    }
  }

  /// How Blosc rearranges data before compressing them.
  public enum BloscShuffle {
    /// Not at all.
    NONE(0),
    /// By bytes.
    BYTE(1),
    /// By bits.
    BIT(2);

    private final int number;

    BloscShuffle(int number) {
      this.number = number;
    }
  }

  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if `id` is not a filter number
  public FilterSpec {
    requireRange("filter number", id, 0, LARGEST_ID);
    parameters = List.copyOf(parameters);
  }

  /// Any filter, with its parameters.
  public static FilterSpec of(int id, int... parameters) {
    return new FilterSpec(id, true, Arrays.stream(parameters).boxed().toList());
  }

  /// zlib (filter 1).
  ///
  /// @param level 0 (none) to 9 (most)
  public static FilterSpec deflate(int level) {
    return of(1, requireRange("deflate level", level, 0, 9));
  }

  /// Bytes by their place in the element (filter 2); makes compressors more effective.
  public static FilterSpec shuffle() {
    return of(2);
  }

  /// A checksum (filter 3); not optional.
  public static FilterSpec fletcher32() {
    return of(3).required();
  }

  /// szip (filter 4), for numbers of 1 to 32 or of 64 bits.
  ///
  /// @param pixelsPerBlock an even number from 2 to 32
  public static FilterSpec szip(SzipCoding coding, int pixelsPerBlock) {
    requireRange("pixels per block", pixelsPerBlock, 2, 32);
    if (pixelsPerBlock % 2 != 0) {
      throw new IllegalArgumentException("pixels per block " + pixelsPerBlock + ", expected even");
    }
    return of(4, coding.mask, pixelsPerBlock);
  }

  /// Only the significant bits of numbers (filter 5).
  public static FilterSpec nbit() {
    return of(5);
  }

  /// Integers as distances from the smallest one of the chunk (filter 6).
  ///
  /// @param bits how many bits a distance has, at most those of an element; 0: as many as the chunk
  ///   needs. A chunk that needs more is declined
  public static FilterSpec scaleOffsetInteger(int bits) {
    return of(6, SCALE_INTEGER, requireRange("bits", bits, 0, Long.SIZE));
  }

  /// Floating-point numbers, rounded and as distances from the smallest one of the chunk (filter
  /// 6). This loses precision.
  ///
  /// @param decimalDigits how many digits after the decimal point are kept; may be negative
  public static FilterSpec scaleOffsetFloat(int decimalDigits) {
    return of(6, SCALE_FLOAT_DECIMAL, decimalDigits);
  }

  /// LZF as h5py has it (filter 32000).
  public static FilterSpec lzf() {
    return of(32000);
  }

  /// bzip2 (filter 307).
  ///
  /// @param blockSize in units of 100,000 bytes, 1 to 9
  public static FilterSpec bzip2(int blockSize) {
    return of(307, requireRange("bzip2 block size", blockSize, 1, 9));
  }

  /// LZ4 (filter 32004), in one block per chunk.
  public static FilterSpec lz4() {
    return of(32004, 0);
  }

  /// LZ4 (filter 32004).
  ///
  /// @param blockSize bytes that are compressed together; 0: as many as possible
  public static FilterSpec lz4(int blockSize) {
    return of(32004, requireRange("LZ4 block size", blockSize, 0, 0x7E000000));
  }

  /// Zstandard (filter 32015).
  ///
  /// @param level up to 22 (most); 0: the default. Negative levels are faster still
  public static FilterSpec zstd(int level) {
    return of(32015, requireRange("zstd level", level, -(1 << 17), 22));
  }

  /// Bits by their place in the element, in blocks of about 8 KiB that are then compressed (filter
  /// 32008), with the default level.
  public static FilterSpec bitshuffle(BitshuffleCodec codec) {
    return bitshuffle(codec, 0, 3);
  }

  /// Bits by their place in the element, in blocks that are then compressed (filter 32008).
  ///
  /// @param elementsPerBlock a multiple of 8; 0: about 8 KiB
  /// @param level for [BitshuffleCodec#ZSTD] only
  public static FilterSpec bitshuffle(BitshuffleCodec codec, int elementsPerBlock, int level) {
    requireRange("elements per block", elementsPerBlock, 0, Integer.MAX_VALUE);
    if (elementsPerBlock % Byte.SIZE != 0) {
      throw new IllegalArgumentException(
          "elements per block " + elementsPerBlock + ", expected a multiple of 8");
    }
    return codec == BitshuffleCodec.ZSTD
        ? of(
            32008,
            elementsPerBlock,
            codec.number,
            requireRange("zstd level", level, -(1 << 17), 22))
        : of(32008, elementsPerBlock, codec.number);
  }

  /// Blosc 1 (filter 32001).
  ///
  /// @param level 0 (none) to 9 (most)
  public static FilterSpec blosc(BloscCodec codec, int level, BloscShuffle shuffle) {
    requireRange("Blosc level", level, 0, 9);
    return of(32001, 0, 0, 0, 0, level, shuffle.number, codec.number);
  }

  /// This filter, such that a chunk it declines cannot be written.
  public FilterSpec required() {
    return new FilterSpec(id, false, parameters);
  }

  /// This filter, such that a chunk it declines is stored without it.
  public FilterSpec asOptional() {
    return new FilterSpec(id, true, parameters);
  }

  private static int requireRange(String item, int value, int smallest, int largest) {
    if (value < smallest || value > largest) {
      throw new IllegalArgumentException(
          item + " " + value + ", expected " + smallest + " to " + largest);
    }
    return value;
  }
}
