package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;

/// A codec's encoder for blocks: runs of compressed bytes without a frame around them. It belongs
/// to one encode of one chunk.
interface BlockEncoder {
  /// The room that [#encode] needs for a block of `size` bytes; the result is often smaller.
  long room(long size);

  /// Encodes one block.
  ///
  /// @param decoded exactly the block, resident ([EncodedBytes#resident])
  /// @param encoded where to put the result, at its start: at least [#room] bytes; what is behind
  ///   the result is undefined
  /// @return how many bytes the result has; as many as `decoded` or more if the block does not
  ///   shrink, and the result is undefined then for codecs that stop where that becomes clear
  long encode(MemorySegment decoded, MemorySegment encoded);
}
