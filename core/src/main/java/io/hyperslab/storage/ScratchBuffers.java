package io.hyperslab.storage;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Native memory through which bytes of files reach arrays on the heap. It is used again, so that
/// it costs no page faults. A few buffers are kept for the whole process; threads never wait for
/// one.
///
/// There are two sizes. A [#SIZE] buffer stays in a processor's second cache. A [#LARGE] one only
/// stays in the third, but what is copied out of it at once is so much that the JVM's copy goes
/// past the caches (from 2.5 MiB on, with AVX-512): the target's old contents are not fetched from
/// memory only to be overwritten, which saves a third of the traffic that a long read is bound by.
final class ScratchBuffers {
  /// Bytes of a usual buffer.
  static final int SIZE = 1 << 19;

  /// Bytes of a large buffer.
  static final int LARGE = 3 << 20;

  /// Bytes from which on a copy is worth a large buffer.
  static final int LARGE_FROM = 5 << 19;

  private static final int PAGE = 4096;
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int MOST_KEPT = 2 * CORES;

  /// As many as cores may use at a time, within 48 MiB.
  private static final int MOST_LARGE = Math.min(2 * CORES, 16);

  private static final ConcurrentLinkedQueue<MemorySegment> FREE = new ConcurrentLinkedQueue<>();
  private static final ConcurrentLinkedQueue<MemorySegment> FREE_LARGE =
      new ConcurrentLinkedQueue<>();
  private static final AtomicInteger KEPT = new AtomicInteger();
  private static final AtomicInteger MADE_LARGE = new AtomicInteger();

  private ScratchBuffers() {}

  /// A buffer for one thread, holding anything.
  ///
  /// @param size bytes that it needs to have, at most [#SIZE], or [#LARGE] to have those if there
  ///   is such a buffer
  static MemorySegment take(int size) {
    MemorySegment large = size > SIZE ? takeLarge() : null;
    if (large != null) {
      return large;
    }
    MemorySegment kept = FREE.poll();
    if (kept == null) {
      return Arena.ofAuto().allocate(SIZE, PAGE);
    }
    KEPT.decrementAndGet();
    return kept;
  }

  private static @Nullable MemorySegment takeLarge() {
    MemorySegment kept = FREE_LARGE.poll();
    if (kept != null || MADE_LARGE.get() >= MOST_LARGE) {
      return kept;
    }
    if (MADE_LARGE.incrementAndGet() <= MOST_LARGE) {
      try {
        return Arena.ofAuto().allocate(LARGE, PAGE);
      } catch (OutOfMemoryError _) {
        // There is a bound of its own for memory outside the heap; a small one may fit.
      }
    }
    MADE_LARGE.decrementAndGet();
    return null;
  }

  /// Gives a buffer back that nobody uses any more.
  static void give(MemorySegment buffer) {
    if (buffer.byteSize() == LARGE) {
      FREE_LARGE.add(buffer);
    } else if (KEPT.incrementAndGet() <= MOST_KEPT) {
      FREE.add(buffer);
    } else {
      KEPT.decrementAndGet();
    }
  }
}
