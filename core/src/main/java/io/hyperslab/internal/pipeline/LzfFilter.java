package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Filter 32000: LZF as h5py writes it, one run of liblzf per chunk. Client data: the filter's
/// revision, liblzf's version, and the size of a chunk in bytes, none of them needed for decoding.
public final class LzfFilter implements Filter {
  @Override
  public int id() {
    return 32000;
  }

  @Override
  public String name() {
    return "lzf";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    // The stored chunk size is the size before filters ahead of this one, and 0 in some files.
    long size =
        context.decodedSize().isPresent()
            ? context.decodedSize().getAsLong()
            : LzfKernel.decodedSize(encoded, context);
    MemorySegment decoded = context.room(size);
    LzfKernel.decode(encoded, decoded, context);
    return decoded;
  }

  @Override
  public boolean encodes() {
    return true;
  }

  /// Declines data that do not shrink.
  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    if (decoded.byteSize() > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    MemorySegment encoded = context.room(decoded.byteSize() - 1);
    long size = LzfEncoder.encode(decoded, encoded);
    return size < 0 ? Optional.empty() : Optional.of(encoded.asSlice(0, size));
  }
}
