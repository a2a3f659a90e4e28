package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;

/// Filter 32001: a Blosc chunk ([BloscChunk]) per chunk. The client data (revision, version, size
/// of an element and of a chunk, level, shuffle, codec) are all in the chunk, too.
public final class BloscFilter implements Filter {
  @Override
  public int id() {
    return 32001;
  }

  @Override
  public String name() {
    return "blosc";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    BloscChunk chunk = BloscChunk.decode(EncodedBytes.resident(encoded, context));
    MemorySegment decoded = context.allocate(chunk.nbytes());
    chunk.decode(decoded);
    return decoded;
  }
}
