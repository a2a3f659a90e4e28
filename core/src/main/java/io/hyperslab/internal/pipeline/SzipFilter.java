package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import io.hyperslab.internal.bytes.PooledMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/// Filter 4: the decoded size as a 32-bit little-endian number, then the data in the adaptive
/// entropy coding of CCSDS 121.0-B with the conventions of the szip library.
///
/// Client data: the options mask, pixels per block, bits per pixel, pixels per scanline. Of the
/// options only `MSB` (16: pixels are big-endian) and `NN` (32: pixels are predicted from their
/// neighbour) matter to a decoder. Every scanline starts anew with a reference sample. Pixels of 32
/// and 64 bits are coded as bytes: all first bytes of the chunk, then all second bytes, and so on.
public final class SzipFilter implements Filter {
  private static final int OPTIONS = 0;
  private static final int PIXELS_PER_BLOCK = 1;
  private static final int BITS_PER_PIXEL = 2;
  private static final int PIXELS_PER_SCANLINE = 3;
  private static final int NUMBER_OF_VALUES = 4;

  private static final int OPTION_MSB = 16;
  private static final int OPTION_NN = 32;

  private static final int LARGEST_BLOCK = 32;
  private static final int LARGEST_SCANLINE = 4096;
  private static final int PREFIX_SIZE = Integer.BYTES;
  private static final long LARGEST_SIZE = 0xFFFFFFFFL;

  private static final ValueLayout.OfInt PREFIX =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Override
  public int id() {
    return 4;
  }

  @Override
  public String name() {
    return "szip";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    if (encoded.byteSize() < PREFIX_SIZE) {
      throw context.malformed("encoded size", encoded.byteSize(), "at least " + PREFIX_SIZE);
    }
    checkClientData(context);
    int options = context.clientData(OPTIONS);
    int bitsPerPixel = context.clientData(BITS_PER_PIXEL);
    boolean isCodedAsBytes = bitsPerPixel >= Integer.SIZE;
    SzipKernel kernel =
        new SzipKernel(
            isCodedAsBytes ? Byte.SIZE : bitsPerPixel,
            context.clientData(PIXELS_PER_BLOCK),
            context.clientData(PIXELS_PER_SCANLINE),
            (options & OPTION_NN) != 0,
            new BitReader(encoded.asSlice(PREFIX_SIZE)),
            context);
    long size = Integer.toUnsignedLong(encoded.get(PREFIX, 0));
    int pixelSize = isCodedAsBytes ? bitsPerPixel / Byte.SIZE : kernel.pixelSize();
    if (size % pixelSize != 0) {
      throw context.malformed("decoded size", size, "a multiple of " + pixelSize);
    }
    if (size / kernel.largestExpansion() > encoded.byteSize()) {
      throw context.malformed("encoded size", encoded.byteSize(), "enough for " + size + " bytes");
    }
    MemorySegment decoded = context.room(size);
    if (isCodedAsBytes) {
      try (PooledMemory planes = PooledMemory.take(size)) {
        kernel.decode(planes.segment(), false);
        ShuffleKernel.unshuffle(planes.segment(), decoded, pixelSize);
      }
    } else {
      kernel.decode(decoded, (options & OPTION_MSB) != 0);
    }
    return decoded;
  }

  @Override
  public boolean encodes() {
    return true;
  }

  /// Declines data that would grow, and pixels with more bits than stated.
  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    checkClientData(context);
    int options = context.clientData(OPTIONS);
    int bitsPerPixel = context.clientData(BITS_PER_PIXEL);
    boolean isCodedAsBytes = bitsPerPixel >= Integer.SIZE;
    int pixelSize = isCodedAsBytes ? bitsPerPixel / Byte.SIZE : SzipKernel.pixelSize(bitsPerPixel);
    long size = decoded.byteSize();
    if (size % pixelSize != 0 || size > LARGEST_SIZE) {
      return Optional.empty();
    }
    MemorySegment encoded = context.room(PREFIX_SIZE + size);
    encoded.set(PREFIX, 0, (int) size);
    BitWriter bits = new BitWriter(encoded.asSlice(PREFIX_SIZE));
    SzipEncoder encoder =
        new SzipEncoder(
            isCodedAsBytes ? Byte.SIZE : bitsPerPixel,
            context.clientData(PIXELS_PER_BLOCK),
            context.clientData(PIXELS_PER_SCANLINE),
            (options & OPTION_NN) != 0,
            bits);
    boolean isComplete =
        isCodedAsBytes
            ? encodePlanes(encoder, decoded, pixelSize)
            : encoder.encode(decoded, (options & OPTION_MSB) != 0);
    return isComplete
        ? Optional.of(encoded.asSlice(0, PREFIX_SIZE + bits.bytes()))
        : Optional.empty();
  }

  private static boolean encodePlanes(SzipEncoder encoder, MemorySegment decoded, int pixelSize) {
    try (PooledMemory planes = PooledMemory.take(decoded.byteSize())) {
      ShuffleKernel.shuffle(decoded, planes.segment(), pixelSize);
      return encoder.encode(planes.segment(), false);
    }
  }

  private static void checkClientData(FilterContext context) {
    if (context.clientDataCount() != NUMBER_OF_VALUES) {
      throw context.malformed(
          "number of client data values", context.clientDataCount(), NUMBER_OF_VALUES);
    }
    int block = context.clientData(PIXELS_PER_BLOCK);
    if (block < 2 || block > LARGEST_BLOCK || block % 2 != 0) {
      throw context.malformed("pixels per block", block, "an even number from 2 to 32");
    }
    int bits = context.clientData(BITS_PER_PIXEL);
    if (bits < 1 || bits > Integer.SIZE && bits != Long.SIZE) {
      throw context.malformed("bits per pixel", bits, "1 to 32, or 64");
    }
    int scanline = context.clientData(PIXELS_PER_SCANLINE);
    if (scanline < 1 || scanline > LARGEST_SCANLINE) {
      throw context.malformed("pixels per scanline", scanline, "1 to " + LARGEST_SCANLINE);
    }
  }
}
