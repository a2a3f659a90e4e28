package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;

/// Filter 32013: zfp streams of codec version 5, as zfp 0.5 to 1.0 write them, in any of its modes.
///
/// Client data: versions, then the header of the stream ([ZfpHeader]), which the chunks do not
/// have. The filter restores the bytes that the writer had: in its byte order, which shows in the
/// order of the header's bytes.
public final class ZfpFilter implements Filter {
  @Override
  public int id() {
    return 32013;
  }

  @Override
  public String name() {
    return "zfp";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    ZfpHeader header = ZfpHeader.parse(context);
    ZfpBits bits = new ZfpBits(encoded);
    if (header.blocks() > bits.limit() / header.minimumBits()) {
      throw context.malformed(
          "encoded size",
          encoded.byteSize(),
          "enough for " + header.blocks() + " blocks of " + header.minimumBits() + " bits");
    }
    MemorySegment decoded = context.allocate(header.decodedSize());
    new ZfpField(header, new ZfpBlock(header, bits, context), decoded).decode();
    return decoded;
  }
}
