package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;

/// What the client data of the Blosc filter ask of its encoder.
///
/// @param typesize bytes of an element, 1 to 255; larger ones count as bytes
/// @param level 0 to 9
/// @param shuffle 0 none, 1 by bytes, 2 by bits
/// @param codec what compresses the blocks
/// @param slow whether the codec is one that gains from large blocks
record BloscSettings(int typesize, int level, int shuffle, BlockCodec codec, boolean slow) {
  /// The largest chunk in bytes.
  static final long LARGEST_CHUNK = Integer.MAX_VALUE - 16;

  /// The smallest block, and stream of a block.
  static final int SMALLEST_BLOCK = 128;

  private static final int TYPESIZE = 2;
  private static final int LEVEL = 4;
  private static final int SHUFFLE = 5;
  private static final int CODEC = 6;
  private static final int LARGEST_TYPESIZE = 255;
  private static final int LARGEST_LEVEL = 9;

  private static final int L1_CACHE = 1 << 15;
  private static final int MOST_STREAMS = 16;
  private static final int LARGEST_STREAM = 1 << 18;
  private static final int SMALLEST_SPLIT_BLOCK = 1 << 16;
  private static final int LARGEST_SPLIT_BLOCK = 1 << 20;

  static BloscSettings parse(FilterContext context) {
    long size = Integer.toUnsignedLong(context.clientData(TYPESIZE));
    if (size == 0) {
      throw context.malformed("element size", 0, "at least 1");
    }
    int level = value(context, LEVEL, 5, LARGEST_LEVEL);
    int shuffle = value(context, SHUFFLE, 1, 2);
    int codec = value(context, CODEC, 0, 5);
    return new BloscSettings(
        size > LARGEST_TYPESIZE ? 1 : (int) size,
        level,
        shuffle,
        switch (codec) {
          case 0 -> BlockCodec.BLOSCLZ;
          case 1, 2 -> BlockCodec.LZ4;
          case 3 -> BlockCodec.SNAPPY;
          case 4 -> BlockCodec.ZLIB;
          default -> BlockCodec.ZSTD;
        },
        codec == 2 || codec >= 4);
  }

  private static int value(FilterContext context, int index, int missing, int largest) {
    int value = context.clientDataCount() > index ? context.clientData(index) : missing;
    if (value < 0 || value > largest) {
      throw context.malformed("client data value " + index, value, "0 to " + largest);
    }
    return value;
  }

  /// The codec's number in a chunk.
  int codecNumber() {
    return switch (codec) {
      case BLOSCLZ -> 0;
      case LZ4 -> 1;
      case SNAPPY -> 2;
      case ZLIB -> 3;
      case ZSTD -> 4;
    };
  }

  /// The level in the numbers of the codec.
  int codecLevel() {
    if (codec != BlockCodec.ZSTD) {
      return level;
    }
    return level == LARGEST_LEVEL ? 22 : 2 * level - 1;
  }

  /// Whether a whole block is divided into as many streams as an element has bytes. Decoders up to
  /// Blosc 1.10 take it for granted that Zstandard alone does not.
  boolean splits(int blocksize) {
    return codec != BlockCodec.ZSTD
        && typesize <= MOST_STREAMS
        && blocksize / typesize >= SMALLEST_BLOCK;
  }

  /// The size of the blocks of a chunk, as c-blosc chooses it: the more effort, the larger.
  int blocksize(int chunkSize) {
    if (chunkSize < typesize) {
      return 1;
    }
    long blocksize = chunkSize;
    if (chunkSize >= L1_CACHE) {
      long unit = slow ? 2 * L1_CACHE : L1_CACHE;
      blocksize =
          switch (level) {
            case 0 -> unit / 4;
            case 1 -> unit / 2;
            case 2 -> unit;
            case 3 -> unit * 2;
            case 4, 5 -> unit * 4;
            case 6, 7, 8 -> unit * 8;
            default -> slow ? unit * 16 : unit * 8;
          };
    }
    if (level > 0 && splits((int) blocksize)) {
      long split = Math.min(blocksize, LARGEST_STREAM) * typesize;
      blocksize = Math.clamp(split, SMALLEST_SPLIT_BLOCK, LARGEST_SPLIT_BLOCK);
    }
    int fitting = (int) Math.min(blocksize, chunkSize);
    return fitting > typesize ? fitting / typesize * typesize : fitting;
  }
}
