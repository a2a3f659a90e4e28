package io.hyperslab.storage;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Native memory through which bytes of files reach arrays on the heap: small enough to stay in a
/// processor's second cache, and used again, so that it costs no page faults. A few are kept for
/// the whole process; threads never wait for one.
final class ScratchBuffers {
  /// Bytes of each.
  static final int SIZE = 1 << 19;

  private static final int PAGE = 4096;
  private static final int MOST_KEPT = 2 * Runtime.getRuntime().availableProcessors();
  private static final ConcurrentLinkedQueue<MemorySegment> FREE = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger KEPT = new AtomicInteger();

  private ScratchBuffers() {}

  /// A buffer for one thread, holding anything.
  static MemorySegment take() {
    MemorySegment kept = FREE.poll();
    if (kept == null) {
      return Arena.ofAuto().allocate(SIZE, PAGE);
    }
    KEPT.decrementAndGet();
    return kept;
  }

  /// Gives a buffer back that nobody uses any more.
  static void give(MemorySegment buffer) {
    if (KEPT.incrementAndGet() <= MOST_KEPT) {
      FREE.add(buffer);
    } else {
      KEPT.decrementAndGet();
    }
  }
}
