package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.util.Arrays;

/// Decodes the blocks of a zfp stream, one after the other.
///
/// A block is 4 values along every dimension. Its transformed values, in negabinary notation, are
/// coded by bit planes from the most significant one down. For every plane there are first the bits
/// of the coefficients that had a one bit in a plane before; then, as long as a bit says that there
/// is a one bit among the remaining ones, the zeros before it and that bit. The last coefficient's
/// bit is not stored when it must be a one bit.
///
/// Floating-point blocks start with a bit that is zero when all values are, and an exponent: their
/// values are integers in multiples of a power of two. Values are kept in the most significant bits
/// of a `long`, so that 32 and 64 bits are all the same.
final class ZfpBlock {
  private static final long NEGABINARY = 0xAAAAAAAAAAAAAAAAL;

  private final ZfpHeader header;
  private final ZfpScalar scalar;
  private final ZfpBits bits;
  private final FilterContext context;
  private final long mask;
  private final int[] order;
  private final long[] values;
  private long start;

  ZfpBlock(ZfpHeader header, ZfpBits bits, FilterContext context) {
    this.header = header;
    this.scalar = header.scalar();
    this.bits = bits;
    this.context = context;
    this.mask = scalar.mask();
    this.order = ZfpOrder.of(header.dimensions());
    this.values = new long[order.length];
  }

  /// Decodes the next block.
  ///
  /// @return the values' bits, those of 32 bits in the lower half; overwritten by the next block
  /// @throws io.hyperslab.error.FilterException if the stream ends within the block
  long[] next() {
    start = bits.position();
    Arrays.fill(values, 0);
    if (scalar.isFloat()) {
      decodeFloats();
    } else {
      decodeIntegers(header.maximumPrecision());
    }
    bits.skipTo(start + header.minimumBits());
    if (bits.isExhausted()) {
      throw context.malformed("encoded size", bits.limit() / Byte.SIZE, "enough for all blocks");
    }
    if (scalar.width() < Long.SIZE) {
      for (int i = 0; i < values.length; i++) {
        values[i] >>>= Integer.SIZE;
      }
    }
    return values;
  }

  private void decodeFloats() {
    if (!bits.readBit()) {
      return;
    }
    if (header.isReversible() && bits.readBit()) {
      decodeIntegers(header.maximumPrecision());
      toSignAndMagnitude();
      return;
    }
    int stored = (int) bits.read(scalar.exponentBits());
    int exponent = stored - scalar.exponentBias();
    decodeIntegers(precision(exponent));
    if (header.isReversible() && stored == 0) {
      Arrays.fill(values, 0);
    } else if (scalar == ZfpScalar.FLOAT) {
      scaleFloats(exponent);
    } else {
      scaleDoubles(exponent);
    }
  }

  /// How many bit planes a block with this exponent has. Where the error is limited, two planes per
  /// dimension and two more stay, because the transform makes errors larger.
  private int precision(int exponent) {
    int planes = exponent - header.minimumExponent() + 2 * header.dimensions() + 2;
    return Math.clamp(planes, 0, header.maximumPrecision());
  }

  private void decodeIntegers(int maximumPrecision) {
    boolean reversible = header.isReversible();
    int precision = reversible ? (int) bits.read(scalar.precisionBits()) + 1 : maximumPrecision;
    decodePlanes(Math.min(precision, scalar.width()));
    long negabinary = NEGABINARY & mask;
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] ^ negabinary) - negabinary;
    }
    if (reversible) {
      ZfpTransform.invertReversible(values);
    } else {
      ZfpTransform.invert(values, mask);
    }
  }

  private void decodePlanes(int planes) {
    int left = budget();
    int known = 0;
    for (int i = 0; i < planes && left > 0; i++) {
      long plane = Long.MIN_VALUE >>> i;
      int stored = Math.min(known, left);
      left -= stored;
      placeBits(stored, plane);
      while (known < values.length && left > 0) {
        left--;
        if (!bits.readBit()) {
          break;
        }
        int scanned = Math.min(values.length - 1 - known, left);
        int zeros = bits.countZeros(scanned);
        left -= Math.min(zeros + 1, scanned);
        known += zeros;
        values[order[known]] |= plane;
        known++;
      }
    }
  }

  /// How many bits the planes of this block may take. What is before them is not supposed to take
  /// more than a block may; the encoder's number, which has no sign, would be a large one then.
  private int budget() {
    long budget = start + header.maximumBits() - bits.position();
    return budget < 0 ? Integer.MAX_VALUE : (int) budget;
  }

  /// Reads the bits of the first `count` coefficients in `plane`.
  private void placeBits(int count, long plane) {
    for (int first = 0; first < count; first += Long.SIZE) {
      long ones = bits.read(Math.min(count - first, Long.SIZE));
      while (ones != 0) {
        values[order[first + Long.numberOfTrailingZeros(ones)]] |= plane;
        ones &= ones - 1;
      }
    }
  }

  /// Turns floating-point numbers that were coded as integers of the same order into their bits.
  private void toSignAndMagnitude() {
    long magnitude = mask & Long.MAX_VALUE;
    for (int i = 0; i < values.length; i++) {
      values[i] ^= values[i] >> Long.SIZE - 1 & magnitude;
    }
  }

  private void scaleFloats(int exponent) {
    float scale = Math.scalb(1f, exponent - (Integer.SIZE - 2));
    for (int i = 0; i < values.length; i++) {
      float value = scale * (int) (values[i] >> Integer.SIZE);
      values[i] = (long) Float.floatToRawIntBits(value) << Integer.SIZE;
    }
  }

  private void scaleDoubles(int exponent) {
    double scale = Math.scalb(1d, exponent - (Long.SIZE - 2));
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.doubleToRawLongBits(scale * values[i]);
    }
  }
}
