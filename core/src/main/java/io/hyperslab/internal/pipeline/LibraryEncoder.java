package io.hyperslab.internal.pipeline;

import io.airlift.compress.v3.Compressor;
import java.lang.foreign.MemorySegment;

/// A block encoder of the compression library.
record LibraryEncoder(Compressor compressor) implements BlockEncoder {
  /// The largest block that the codecs of the library take.
  static final long LARGEST_BLOCK = 0x7E000000L;

  @Override
  public long room(long size) {
    return compressor.maxCompressedLength(Math.toIntExact(size));
  }

  @Override
  public long encode(MemorySegment decoded, MemorySegment encoded) {
    return compressor.compress(decoded, encoded);
  }
}
