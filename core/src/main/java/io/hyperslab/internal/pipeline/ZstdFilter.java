package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;

/// Filter 32015: Zstandard frames (RFC 8878), one or several in a row. Client data: the level, of
/// no use for decoding.
public final class ZstdFilter implements Filter {
  @Override
  public int id() {
    return 32015;
  }

  @Override
  public String name() {
    return "zstd";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    EncodedBytes input = EncodedBytes.resident(encoded, context);
    long bound = ZstdFrames.largestDecodedSize(input);
    long room = context.decodedSize().orElse(Math.min(bound, context.maximumSize()));
    if (room > bound) {
      throw context.malformed("decoded size", "at most " + bound, room);
    }
    MemorySegment decoded = context.allocate(room);
    long size = BlockCodec.ZSTD.decoder(context).decode(input.segment(), decoded);
    // When the size is known, allocate refuses any other.
    return size == room ? decoded : context.allocate(size).copyFrom(decoded.asSlice(0, size));
  }
}
