package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Locale;

/// The header of a zfp stream, which the HDF5 filter keeps in the client data, in the form that
/// `zfp_write_header` gives it: bit fields, the least significant bit first.
///
/// | bits | field |
/// |---|---|
/// | 32 | `zfp` and the version of the codec, 5 |
/// | 2 | type of the values |
/// | 2 | number of dimensions less one |
/// | 48 | the sizes less one, the fastest varying first, in equal parts |
/// | 12, or 64 | mode: up to 4094 one of four modes and its parameter, otherwise all parameters |
///
/// @param sizes how many values there are along each dimension, the fastest varying first
/// @param minimumBits bits of a block, of which some are padding when it needs fewer
/// @param maximumBits bits that a block may take
/// @param maximumPrecision bit planes that a block may have
/// @param minimumExponent base-2 exponent of the last bit plane that matters
/// @param bigEndian whether the writer's memory, and so the decoded chunk, is big-endian
record ZfpHeader(
    ZfpScalar scalar,
    long[] sizes,
    int minimumBits,
    int maximumBits,
    int maximumPrecision,
    int minimumExponent,
    boolean bigEndian) {
  private static final int MAGIC = 'z' | 'f' << 8 | 'p' << 16 | 5 << 24;

  /// Where the header starts: before it are the versions of the filter and of zfp, of which the
  /// magic number repeats the one that matters.
  private static final int FIRST_VALUE = 1;

  private static final int MOST_VALUES = 5;
  private static final int BITS_OF_SIZES = 48;

  private static final int MODE_BITS = 12;
  private static final int LONG_MODE = (1 << MODE_BITS) - 1;
  private static final int FIXED_PRECISION = 2048;
  private static final int REVERSIBLE = FIXED_PRECISION + 128;

  /// The parameters of modes that do not limit them.
  private static final int LEAST_BITS = 1;

  private static final int MOST_BITS = 16658;
  private static final int MOST_PRECISION = 64;
  private static final int LEAST_EXPONENT = -1074;

  private static final int LONG_EXPONENT_BIAS = 16495;

  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Parses the client data.
  ///
  /// @throws io.hyperslab.error.FilterException if it is not a header of this codec
  static ZfpHeader parse(FilterContext context) {
    int magic = context.clientData(FIRST_VALUE);
    boolean bigEndian = magic == Integer.reverseBytes(MAGIC);
    if (magic != MAGIC && !bigEndian) {
      throw context.malformed(
          "magic number",
          String.format(Locale.ROOT, "%08x", magic),
          String.format(Locale.ROOT, "%08x, or reversed", MAGIC));
    }
    ZfpBits bits = new ZfpBits(words(context, bigEndian));
    bits.skipTo(Integer.SIZE);
    ZfpScalar scalar = ZfpScalar.ofCode((int) bits.read(2));
    long[] sizes = new long[(int) bits.read(2) + 1];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = bits.read(BITS_OF_SIZES / sizes.length) + 1;
    }
    ZfpHeader header = withMode(scalar, sizes, bits, bigEndian);
    if (bits.isExhausted()) {
      throw context.malformed(
          "number of client data values", context.clientDataCount(), "a whole zfp header");
    }
    header.checkMode(context);
    return header;
  }

  /// The client data as the bytes that were in the writer's memory.
  private static MemorySegment words(FilterContext context, boolean bigEndian) {
    int count = Math.min(context.clientDataCount() - FIRST_VALUE, MOST_VALUES);
    MemorySegment words = MemorySegment.ofArray(new byte[count * Integer.BYTES]);
    for (int i = 0; i < count; i++) {
      int word = context.clientData(FIRST_VALUE + i);
      words.set(WORD, (long) i * Integer.BYTES, bigEndian ? Integer.reverseBytes(word) : word);
    }
    return words;
  }

  private static ZfpHeader withMode(
      ZfpScalar scalar, long[] sizes, ZfpBits bits, boolean bigEndian) {
    int mode = (int) bits.read(MODE_BITS);
    int leastBits = LEAST_BITS;
    int mostBits = MOST_BITS;
    int precision = MOST_PRECISION;
    int exponent = LEAST_EXPONENT;
    if (mode == LONG_MODE) {
      leastBits = (int) bits.read(15) + 1;
      mostBits = (int) bits.read(15) + 1;
      precision = (int) bits.read(7) + 1;
      exponent = (int) bits.read(15) - LONG_EXPONENT_BIAS;
    } else if (mode < FIXED_PRECISION) {
      leastBits = mode + 1;
      mostBits = mode + 1;
    } else if (mode < REVERSIBLE) {
      precision = mode - FIXED_PRECISION + 1;
    } else if (mode == REVERSIBLE) {
      exponent = LEAST_EXPONENT - 1;
    } else {
      // Fixed accuracy.
      exponent = mode - REVERSIBLE - 1 + LEAST_EXPONENT;
    }
    return new ZfpHeader(scalar, sizes, leastBits, mostBits, precision, exponent, bigEndian);
  }

  private void checkMode(FilterContext context) {
    if (minimumBits > maximumBits) {
      throw context.malformed("least bits of a block", minimumBits, "at most " + maximumBits);
    }
    if (maximumPrecision > MOST_PRECISION) {
      throw context.malformed("precision", maximumPrecision, "at most " + MOST_PRECISION);
    }
  }

  /// Whether blocks are coded without loss.
  boolean isReversible() {
    return minimumExponent < LEAST_EXPONENT;
  }

  int dimensions() {
    return sizes.length;
  }

  /// The size of dimension `index`; 1 for dimensions that there are not.
  long size(int index) {
    return index < sizes.length ? sizes[index] : 1;
  }

  /// The number of bytes of all values, less than 2^52.
  long decodedSize() {
    return size(0) * size(1) * size(2) * size(3) * scalar.size();
  }

  /// The number of blocks of 4 values along every dimension, the last ones not all in use.
  long blocks() {
    long blocks = 1;
    for (long size : sizes) {
      blocks *= (size + 3) / 4;
    }
    return blocks;
  }
}
