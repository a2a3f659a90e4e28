package io.hyperslab.internal.bytes;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Memory outside the heap for a moment: for what lies between the steps of a transfer. It is used
/// again and not zeroed, because the first touch of new memory costs more than many a step.
///
/// The memory of one taking is for one thread, or for several that hand it over safely. Whoever
/// takes it gives it back, and touches it no more from then on.
public final class PooledMemory implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  /// Blocks have a multiple of this size.
  private static final long UNIT = 1 << 16;

  /// What is larger is worth the time to get it from the system, and not worth keeping.
  private static final long LARGEST_KEPT = 1 << 24;

  private static final int MOST_KEPT = 64;

  private static final Pool POOL =
      new Pool(Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16));

  private final MemorySegment segment;
  private Runnable giveBack;

  private PooledMemory(MemorySegment segment, Runnable giveBack) {
    this.segment = segment;
    this.giveBack = giveBack;
  }

  /// Takes memory; on the heap if there is none outside.
  ///
  /// @param size bytes, within what the limits allow
  /// @throws io.hyperslab.error.LimitExceededException if the JVM has no such block left
  public static PooledMemory take(long size) {
    try {
      if (size <= LARGEST_KEPT) {
        MemorySegment block = POOL.take(size);
        return new PooledMemory(block.asSlice(0, size), () -> POOL.giveBack(block));
      }
      Arena arena = Arena.ofShared();
      return new PooledMemory(arena.allocate(size, ALIGNMENT), arena::close);
    } catch (OutOfMemoryError _) {
      // There is a bound of its own for memory outside the heap.
      return new PooledMemory(Memory.allocate(size, "chunk", -1), () -> {});
    }
  }

  /// The memory: of exactly the size that was asked for, with anything in it.
  public MemorySegment segment() {
    return segment;
  }

  /// Gives the memory back. Does nothing the second time.
  @Override
  public void close() {
    Runnable once = giveBack;
    giveBack = () -> {};
    once.run();
  }

  /// Blocks that nobody uses, those given back last at the end.
  private static final class Pool {
    private final long mostBytes;
    private final List<MemorySegment> blocks = new ArrayList<>();
    private long bytes;

    Pool(long mostBytes) {
      this.mostBytes = mostBytes;
    }

    /// The smallest block that is large enough, and of those the one that was used last.
    MemorySegment take(long size) {
      synchronized (this) {
        int best = -1;
        long capacity = Long.MAX_VALUE;
        for (int i = blocks.size() - 1; i >= 0; i--) {
          long other = blocks.get(i).byteSize();
          if (other >= size && other < capacity) {
            best = i;
            capacity = other;
          }
        }
        if (best >= 0) {
          bytes -= capacity;
          return blocks.remove(best);
        }
      }
      long capacity = Math.max(1, Math.ceilDiv(size, UNIT)) * UNIT;
      return Arena.ofAuto().allocate(capacity, ALIGNMENT);
    }

    /// Keeps a block, and lets go of those that were not used for longest if they are too many.
    synchronized void giveBack(MemorySegment block) {
      blocks.add(block);
      bytes += block.byteSize();
      while (bytes > mostBytes || blocks.size() > MOST_KEPT) {
        bytes -= blocks.removeFirst().byteSize();
      }
    }
  }
}
