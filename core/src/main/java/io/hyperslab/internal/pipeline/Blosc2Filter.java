package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Filter 32026: a Blosc 2 frame per chunk, which holds the data as one chunk, or, with a metalayer
/// `b2nd` (formerly `caterva`), as an array in chunks and blocks of its own. The client data are of
/// no use for decoding.
public final class Blosc2Filter implements Filter {
  @Override
  public int id() {
    return 32026;
  }

  @Override
  public String name() {
    return "blosc2";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    Blosc2Frame frame = Blosc2Frame.decode(EncodedBytes.resident(encoded, context));
    Optional<EncodedBytes> layout = frame.metalayer("b2nd").or(() -> frame.metalayer("caterva"));
    if (layout.isPresent()) {
      B2ndLayout blocks = B2ndLayout.decode(layout.get(), frame.typesize());
      return B2ndAssembly.decode(frame, blocks, context);
    }
    BloscChunk chunk = frame.chunk(frame.index(1), 0);
    MemorySegment decoded = context.allocate(chunk.nbytes());
    chunk.decode(decoded);
    return decoded;
  }
}
