package io.hyperslab.internal.pipeline;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Memory for what lies between the steps of one decode.
final class Scratch {
  private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

  private Scratch() {}

  /// New memory of `size` bytes: on the heap below 2 GiB, outside it above. The caller has made
  /// sure that a chunk of about this size may be decoded.
  static MemorySegment ofSize(long size) {
    return size <= LARGEST_ARRAY
        ? MemorySegment.ofArray(new byte[(int) size])
        : Arena.ofAuto().allocate(size, Long.BYTES);
  }
}
