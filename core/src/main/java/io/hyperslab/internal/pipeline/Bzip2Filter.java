package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;

/// Filter 307: one bzip2 stream per chunk. Client data: the encoder's block size, of no use for
/// decoding. Bytes after the end of the stream are ignored.
public final class Bzip2Filter implements Filter {
  @Override
  public int id() {
    return 307;
  }

  @Override
  public String name() {
    return "bzip2";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    if (context.decodedSize().isEmpty()) {
      GrowingOutput output = new GrowingOutput(context);
      new Bzip2Stream(encoded, output::room, context).decode();
      return output.toSegment();
    }
    MemorySegment decoded = context.allocate(context.decodedSize().getAsLong());
    SegmentPieces pieces = new SegmentPieces(decoded);
    long size =
        new Bzip2Stream(
                encoded,
                () -> {
                  if (!pieces.hasNext()) {
                    throw context.malformed("decoded size", "more", decoded.byteSize());
                  }
                  return pieces.next();
                },
                context)
            .decode();
    if (size != decoded.byteSize()) {
      throw context.malformed("decoded size", size, decoded.byteSize());
    }
    return decoded;
  }
}
