package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.zip.Adler32;

/// Filter 305: LZO1X as PyTables writes it, one run per chunk. Client data: the level, the version
/// of the table format and the kind of object, none of them needed for decoding.
///
/// PyTables before 0.8 could be built to append the Adler-32 checksum and the size of the decoded
/// data, both 32-bit little-endian numbers. Whether it did shows in the bytes behind the run only.
public final class LzoFilter implements Filter {
  private static final long SUFFIX = 2 * Integer.BYTES;

  @Override
  public int id() {
    return 305;
  }

  @Override
  public String name() {
    return "lzo";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    LzoKernel kernel = new LzoKernel(encoded, context);
    LzoKernel.Extent extent = kernel.measure();
    long behind = encoded.byteSize() - extent.encodedSize();
    if (behind != 0 && behind != SUFFIX) {
      throw context.malformed("bytes behind the LZO data", behind, "none or " + SUFFIX);
    }
    MemorySegment decoded = context.allocate(extent.decodedSize());
    kernel.decode(decoded);
    if (behind != 0) {
      checkSuffix(decoded, new EncodedBytes(encoded, context), extent.encodedSize());
    }
    return decoded;
  }

  private static void checkSuffix(MemorySegment decoded, EncodedBytes input, long at) {
    Adler32 adler = new Adler32();
    SegmentPieces pieces = new SegmentPieces(decoded);
    while (pieces.hasNext()) {
      adler.update(pieces.next());
    }
    long checksum = Integer.toUnsignedLong(input.littleEndianInt(at));
    if (checksum != adler.getValue()) {
      throw input.context().malformed("checksum", adler.getValue(), checksum);
    }
    long size = Integer.toUnsignedLong(input.littleEndianInt(at + Integer.BYTES));
    if (size != decoded.byteSize()) {
      throw input.context().malformed("decoded size", decoded.byteSize(), size);
    }
  }
}
