package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Filter 32015: Zstandard frames (RFC 8878), one or several in a row. Client data: the level, of
/// no use for decoding, and a hint for encoding.
public final class ZstdFilter implements Filter {
  /// The level when none is given.
  static final int DEFAULT_LEVEL = 3;

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
    MemorySegment decoded = context.room(room);
    long size = BlockCodec.ZSTD.decoder(context).decode(input.segment(), decoded);
    // When the size is known, room refuses any other.
    return size == room ? decoded : context.room(size).copyFrom(decoded.asSlice(0, size));
  }

  @Override
  public boolean encodes() {
    return true;
  }

  /// Declines data of more than about 2 GB, but not data that do not shrink.
  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    if (decoded.byteSize() > LibraryEncoder.LARGEST_BLOCK) {
      return Optional.empty();
    }
    int level = context.clientDataCount() > 0 ? context.clientData(0) : DEFAULT_LEVEL;
    BlockEncoder encoder = BlockCodec.ZSTD.encoder(level);
    MemorySegment source = EncodedBytes.resident(decoded, context).segment();
    MemorySegment encoded = context.room(encoder.room(source.byteSize()));
    return Optional.of(encoded.asSlice(0, encoder.encode(source, encoded)));
  }
}
