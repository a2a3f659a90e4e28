package io.hyperslab.internal.metadata;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Memory outside the heap for bytes that are about to be written. The system takes them from there
/// as they are; bytes in the heap have to be copied first. Belongs to one thread.
final class Staging {
  private static final long SIZE = 1 << 16;

  private @Nullable MemorySegment memory;
  private long used;

  /// What was put here is not needed any more.
  void clear() {
    used = 0;
  }

  /// Copies bytes.
  ///
  /// @return the copy, or the bytes themselves if there is no room: nothing is lost but time
  MemorySegment put(MemorySegment bytes) {
    long size = bytes.byteSize();
    if (size > SIZE - used) {
      return bytes;
    }
    MemorySegment all = memory;
    if (all == null) {
      all = Arena.ofAuto().allocate(SIZE);
      memory = all;
    }
    MemorySegment copy = all.asSlice(used, size).copyFrom(bytes);
    used += size;
    return copy;
  }
}
