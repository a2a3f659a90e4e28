package io.hyperslab.internal.transfer;

import io.hyperslab.internal.bytes.PooledMemory;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Memory that grows with the rows in it: at first on the heap, and outside of it when there are so
/// many that the system should be spared a copy. Belongs to one thread at a time.
final class RowMemory implements AutoCloseable {
  private static final long FIRST = 1 << 12;

  /// From so many bytes on it lies outside of the heap.
  private static final long LARGE = 1 << 16;

  private final boolean cleared;
  private final long least;
  private MemorySegment memory = MemorySegment.ofArray(new byte[0]);
  private @Nullable PooledMemory pooled;
  private long used;

  /// @param cleared whether what is not used has to be zero
  RowMemory(boolean cleared) {
    this(cleared, FIRST);
  }

  private RowMemory(boolean cleared, long least) {
    this.cleared = cleared;
    this.least = least;
  }

  /// What is used, from the start.
  MemorySegment used() {
    return memory.asSlice(0, used);
  }

  /// All of the memory, at least what was asked for last.
  MemorySegment all() {
    return memory;
  }

  /// Bytes of all of it.
  long capacity() {
    return memory.byteSize();
  }

  /// Makes room for more behind what is used.
  ///
  /// @param largest bytes that it may grow to
  void reserve(long more, long largest) {
    long needed = used + more;
    if (needed <= memory.byteSize()) {
      return;
    }
    long size = Math.min(largest, Math.max(least, 2 * needed));
    PooledMemory outside = size >= LARGE ? PooledMemory.take(size) : null;
    MemorySegment larger =
        outside == null
            ? MemorySegment.ofArray(new byte[Math.toIntExact(size)])
            : outside.segment();
    MemorySegment.copy(memory, 0, larger, 0, used);
    if (outside != null && cleared) {
      larger.asSlice(used).fill((byte) 0);
    }
    release();
    memory = larger;
    pooled = outside;
  }

  /// Uses some of what was reserved.
  void use(long more) {
    used += more;
  }

  /// Clears what was reserved, and may have been written to for nothing.
  void giveUp(long more) {
    if (cleared) {
      memory.asSlice(used, more).fill((byte) 0);
    }
  }

  /// Uses nothing any more.
  void clear() {
    clear(used);
  }

  /// Uses the first bytes no more; those behind them move to the start.
  void clear(long first) {
    long rest = used - first;
    MemorySegment.copy(memory, first, memory, 0, rest);
    if (cleared) {
      memory.asSlice(rest, first).fill((byte) 0);
    }
    used = rest;
  }

  /// Uses the first bytes alone.
  ///
  /// @return memory for what comes behind them, with as much capacity as this
  RowMemory split(long first) {
    RowMemory rest = new RowMemory(cleared, capacity());
    long size = used - first;
    rest.reserve(size, capacity());
    MemorySegment.copy(memory, first, rest.memory, 0, size);
    rest.used = size;
    used = first;
    return rest;
  }

  private void release() {
    if (pooled != null) {
      pooled.close();
    }
  }

  /// Gives the memory back. It may grow again.
  @Override
  public void close() {
    release();
    pooled = null;
    memory = MemorySegment.ofArray(new byte[0]);
    used = 0;
  }
}
