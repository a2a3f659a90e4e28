package io.hyperslab.internal.pipeline;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Time;
import io.hyperslab.internal.pipeline.FilterSettings.Request;

/// The client data of szip for a new dataset; [SzipFilter] has their meaning.
final class SzipSettings {
  private static final int ALLOW_K13 = 1;
  private static final int CHIP = 2;
  private static final int LSB = 8;
  private static final int MSB = 16;
  private static final int RAW = 128;

  private static final int LARGEST_BLOCK = 32;
  private static final int BLOCKS_PER_SCANLINE = 128;
  private static final int LARGEST_NARROW_PIXEL = 24;

  private SzipSettings() {}

  static int[] clientData(Request request) {
    int block = request.parameter(1);
    if (block < 2 || block > LARGEST_BLOCK || block % 2 != 0) {
      throw request.unsuitable("pixels per block", block, "an even number from 2 to 32");
    }
    NumberBits number = numberBits(request);
    int order = number.order == ByteOrder.BIG_ENDIAN ? MSB : LSB;
    int options = request.parameter(0) & ~(CHIP | LSB | MSB) | ALLOW_K13 | RAW | order;
    return new int[] {options, block, bitsPerPixel(number, request), scanline(block, request)};
  }

  private static int bitsPerPixel(NumberBits number, Request request) {
    long elementBits = request.chunk().type().size() * Byte.SIZE;
    if (elementBits > Integer.SIZE && elementBits != Long.SIZE) {
      throw request.unsuitable(
          "size of an element", request.chunk().type().size(), "1 to 4 bytes, or 8");
    }
    int bits = number.bitOffset == 0 ? number.precision : (int) elementBits;
    if (bits <= LARGEST_NARROW_PIXEL) {
      return bits;
    }
    return bits <= Integer.SIZE ? Integer.SIZE : Long.SIZE;
  }

  /// A scanline is a row of the chunk; the whole chunk if rows have less than a block.
  private static int scanline(int block, Request request) {
    long row = request.chunk().shape().getLast();
    long pixels = row < block ? request.chunk().elements() : row;
    if (pixels < block) {
      throw request.unsuitable("pixels per block", block, "at most the " + pixels + " of a chunk");
    }
    return (int) Math.min(pixels, (long) block * BLOCKS_PER_SCANLINE);
  }

  /// The numbers that the elements are, or are made of.
  private static NumberBits numberBits(Request request) {
    Datatype type = request.chunk().type();
    while (type instanceof ArrayType array) {
      type = array.base();
    }
    NumberBits number =
        switch (type) {
          case NumericType numeric ->
              new NumberBits(numeric.order(), numeric.precision(), numeric.bitOffset());
          case Enumeration enumeration ->
              new NumberBits(
                  enumeration.base().order(),
                  enumeration.base().precision(),
                  enumeration.base().bitOffset());
          case Complex complex ->
              new NumberBits(
                  complex.base().order(), complex.base().precision(), complex.base().bitOffset());
          case Time time -> new NumberBits(time.order(), time.precision(), 0);
          default -> throw request.unsuitable("datatype", type, "numbers");
        };
    if (number.order == ByteOrder.VAX) {
      throw request.unsuitable("byte order", number.order, "little-endian or big-endian");
    }
    return number;
  }

  private record NumberBits(ByteOrder order, int precision, int bitOffset) {}
}
