package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Filter 32001: a Blosc chunk ([BloscChunk]) per chunk. The client data (revision, version, size
/// of an element and of a chunk, level, shuffle, codec) are all in the chunk, too, and of no use
/// for decoding.
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

  @Override
  public boolean encodes() {
    return true;
  }

  /// Declines data that would grow, as all do that have less than 128 bytes or are encoded with
  /// level 0.
  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    BloscSettings settings = BloscSettings.parse(context);
    if (decoded.byteSize() > BloscSettings.LARGEST_CHUNK) {
      return Optional.empty();
    }
    MemorySegment source = EncodedBytes.resident(decoded, context).segment();
    MemorySegment encoded = context.allocate(source.byteSize());
    long size = new BloscEncoder(settings, source, encoded).encode();
    return size < 0 ? Optional.empty() : Optional.of(encoded.asSlice(0, size));
  }
}
