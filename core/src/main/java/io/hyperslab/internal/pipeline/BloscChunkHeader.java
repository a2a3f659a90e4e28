package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import io.hyperslab.internal.pipeline.BloscFilterStep.Kind;
import java.util.ArrayList;
import java.util.List;

/// The header of a chunk of Blosc 1 (16 bytes) or Blosc 2 (32 bytes), all numbers little-endian.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 1 | version of the format: up to 2 Blosc 1, from 3 on Blosc 2 |
/// | 1 | 1 | version of the codec |
/// | 2 | 1 | flags: 0 shuffle, 1 memcpyed, 2 bitshuffle, 3 delta, 4 not split, 5–7 codec |
/// | 3 | 1 | typesize |
/// | 4 | 4 | nbytes, decoded |
/// | 8 | 4 | blocksize, decoded |
/// | 12 | 4 | cbytes, stored, with this header |
/// | 16 | 6 | filters, from here on only if both shuffle flags are set |
/// | 22 | 1 | user-defined codec |
/// | 23 | 1 | the codec's parameter |
/// | 24 | 6 | the filters' parameters |
/// | 30 | 1 | flags: 0 blocks of varying size |
/// | 31 | 1 | flags: 0 dictionary, 3 lazy, 4–6 special value, 7 instrumented |
///
/// @param version of the format
/// @param size of this header in bytes
/// @param memcpyed whether the data follow as they are
/// @param split whether a block is a stream per byte of an element
/// @param codecNumber from the flags
/// @param typesize bytes of an element, 1 to 255
/// @param nbytes decoded size
/// @param blocksize decoded size of all blocks but the last; 0 only if `nbytes` is
/// @param cbytes stored size
/// @param steps the filters that need undoing, in the order of encoding
/// @param special what the chunk consists of if its data are not stored
record BloscChunkHeader(
    int version,
    int size,
    boolean memcpyed,
    boolean split,
    int codecNumber,
    int typesize,
    int nbytes,
    int blocksize,
    int cbytes,
    List<BloscFilterStep> steps,
    BloscSpecial special) {
  private static final int SHORT_SIZE = 16;
  private static final int EXTENDED_SIZE = 32;
  private static final int NEWEST_VERSION = 6;
  private static final int NEWEST_BLOSC1_VERSION = 2;
  private static final int SHUFFLE_FLAG = 1;
  private static final int MEMCPYED_FLAG = 1 << 1;
  private static final int BITSHUFFLE_FLAG = 1 << 2;
  private static final int DELTA_FLAG = 1 << 3;
  private static final int NOT_SPLIT_FLAG = 1 << 4;
  private static final int EXTENDED_FLAGS = SHUFFLE_FLAG | BITSHUFFLE_FLAG;
  private static final int SUPPORTED_FLAGS = 7 << 4 | 1 << 1 | 1 << 2;
  private static final int FILTERS = 16;
  private static final int FILTERS_META = 24;
  private static final int FILTER_SLOTS = 6;

  /// Reads the header at the start of `chunk`, which may be larger than the chunk.
  static BloscChunkHeader decode(EncodedBytes chunk) {
    FilterContext context = chunk.context();
    int version = chunk.unsignedByte(0);
    if (version < 1 || version > NEWEST_VERSION) {
      throw context.malformed("version of the Blosc format", version, "1 to " + NEWEST_VERSION);
    }
    int flags = chunk.unsignedByte(2);
    boolean extended = (flags & EXTENDED_FLAGS) == EXTENDED_FLAGS;
    int size = extended ? EXTENDED_SIZE : SHORT_SIZE;
    int cbytes = chunk.littleEndianInt(12);
    if (cbytes < size || cbytes > chunk.size()) {
      throw context.malformed("cbytes", cbytes, size + " to " + chunk.size());
    }
    int nbytes = positive("nbytes", chunk.littleEndianInt(4), 0, context);
    int smallest = Math.min(nbytes, 1);
    int typesize = positive("typesize", chunk.unsignedByte(3), smallest, context);
    int blocksize = positive("blocksize", chunk.littleEndianInt(8), smallest, context);
    return new BloscChunkHeader(
        version,
        size,
        (flags & MEMCPYED_FLAG) != 0,
        (flags & NOT_SPLIT_FLAG) == 0,
        flags >>> 5,
        typesize,
        nbytes,
        Math.min(blocksize, nbytes),
        cbytes,
        extended ? extendedSteps(chunk) : steps(flags, typesize),
        extended ? special(chunk) : BloscSpecial.NONE);
  }

  /// The header of a chunk without stored bytes.
  static BloscChunkHeader ofSpecial(BloscSpecial special, int typesize, int nbytes, int blocksize) {
    return new BloscChunkHeader(
        NEWEST_VERSION, 0, false, false, 0, typesize, nbytes, blocksize, 0, List.of(), special);
  }

  /// Whether streams may be runs of one byte.
  boolean hasRuns() {
    return size == EXTENDED_SIZE;
  }

  /// How many streams a block of `length` bytes consists of.
  ///
  /// @param last whether the block is shorter than the others
  int streams(int length, boolean last) {
    // Blosc 1 did not mark blocks that were too small to split before it had the flag.
    boolean splits = version > NEWEST_BLOSC1_VERSION || typesize <= 16 && length / typesize >= 128;
    return split && splits && !last ? typesize : 1;
  }

  /// Whether bitshuffle leaves a block alone if its elements are not a multiple of 8, instead of
  /// leaving the last few alone.
  boolean bitshuffleNeedsMultiple() {
    return version <= NEWEST_BLOSC1_VERSION;
  }

  private static int positive(String item, int value, int smallest, FilterContext context) {
    if (value < smallest) {
      throw context.malformed(item, value, "at least " + smallest);
    }
    return value;
  }

  private static List<BloscFilterStep> steps(int flags, int typesize) {
    List<BloscFilterStep> steps = new ArrayList<>();
    if ((flags & DELTA_FLAG) != 0) {
      steps.add(new BloscFilterStep(Kind.DELTA, 0));
    }
    if ((flags & SHUFFLE_FLAG) != 0 && typesize > 1) {
      steps.add(new BloscFilterStep(Kind.SHUFFLE, 0));
    }
    if ((flags & BITSHUFFLE_FLAG) != 0) {
      steps.add(new BloscFilterStep(Kind.BITSHUFFLE, 0));
    }
    return List.copyOf(steps);
  }

  private static List<BloscFilterStep> extendedSteps(EncodedBytes chunk) {
    List<BloscFilterStep> steps = new ArrayList<>();
    for (int slot = 0; slot < FILTER_SLOTS; slot++) {
      int number = chunk.unsignedByte(FILTERS + slot);
      Kind kind = Kind.ofNumber(number);
      // In place, against data that all other steps have been undone for.
      if (kind == Kind.UNKNOWN || kind == Kind.DELTA && !steps.isEmpty()) {
        throw chunk.context().malformed("Blosc filter " + slot, number, "a supported one");
      }
      if (kind != Kind.NONE) {
        steps.add(new BloscFilterStep(kind, chunk.unsignedByte(FILTERS_META + slot)));
      }
    }
    return List.copyOf(steps);
  }

  private static BloscSpecial special(EncodedBytes chunk) {
    int flags2 = chunk.unsignedByte(30);
    int flags = chunk.unsignedByte(31);
    if (flags2 != 0 || (flags & ~SUPPORTED_FLAGS) != 0) {
      throw chunk
          .context()
          .malformed(
              "Blosc 2 flags", flags2 + ", " + flags, "no dictionary and blocks of one size");
    }
    return BloscSpecial.ofNumber(flags >>> 4 & 7, chunk.context());
  }
}
