package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;

/// A codec's decoder for blocks: runs of compressed bytes without a frame around them. It belongs
/// to one decode of one chunk.
@FunctionalInterface
interface BlockDecoder {
  /// Decodes one block.
  ///
  /// @param encoded exactly the block, resident ([EncodedBytes#resident])
  /// @param decoded where to put the result, at its start; what is behind the result is undefined
  /// @return how many bytes the block decoded to
  /// @throws io.hyperslab.error.FilterException if the block is invalid or does not fit
  long decode(MemorySegment encoded, MemorySegment decoded);
}
