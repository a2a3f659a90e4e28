package io.hyperslab.internal.transfer;

import io.hyperslab.internal.model.Parallelism;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Has other threads encode changed chunks while still others change. A chunk has its turn when it
/// was written whole, or when some others were touched since it was touched itself; how many, grows
/// with each chunk that is changed again after that.
///
/// Nothing depends on it: whoever needs a chunk encodes it. Belongs to one thread.
final class ChunkEncoding {
  /// Bytes of chunks that are worth another thread's attention.
  private static final long WORTH = 1 << 16;

  /// By how many chunks patience grows.
  private static final int MORE = 8;

  private final ChunkContents contents;
  private final Parallelism parallelism;
  private final int batch;
  private final Queue<ChangedChunks.Changed> young = new ArrayDeque<>();
  private int patience;

  /// Chunks for other threads, about how many there are, and how many threads see to them.
  private final Queue<ChangedChunks.Changed> ready = new ConcurrentLinkedQueue<>();

  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger helpers = new AtomicInteger();

  ChunkEncoding(ChunkContents contents, Parallelism parallelism) {
    this.contents = contents;
    this.parallelism = parallelism;
    this.batch = Math.clamp(WORTH / contents.chunkBytes(), 1, 1 << 10);
    this.patience = MORE + batch;
  }

  /// Takes note of a write to a chunk.
  ///
  /// @param whole whether all of it was written
  /// @param wasted whether the chunk had been encoded before
  void touched(ChangedChunks.Changed chunk, boolean whole, boolean wasted) {
    if (parallelism.threads() < 2) {
      return;
    }
    if (wasted) {
      patience = (int) Math.min(ChangedChunks.MOST / contents.chunkBytes(), patience + MORE);
    }
    if (whole) {
      give(chunk);
    } else {
      chunk.touches++;
      young.add(chunk);
    }
    while (young.size() > patience) {
      ChangedChunks.Changed oldest = young.remove();
      oldest.touches--;
      if (oldest.touches == 0) {
        give(oldest);
      }
    }
  }

  private void give(ChangedChunks.Changed chunk) {
    ready.add(chunk);
    int helping = helpers.get();
    if (waiting.incrementAndGet() > (long) batch * helping && helping < parallelism.threads() - 1) {
      helpers.incrementAndGet();
      if (!isHelped()) {
        helpers.decrementAndGet();
      }
    }
  }

  private boolean isHelped() {
    try {
      return Workers.help(parallelism, 1, this::encode) > 0;
    } catch (Throwable _) {
      return false; // A write is under way, which must not end half done.
    }
  }

  private void encode() {
    try {
      ChangedChunks.Changed next = ready.poll();
      while (next != null) {
        waiting.decrementAndGet();
        next.encode(contents);
        next = ready.poll();
      }
    } catch (Throwable _) {
      // Whoever needs the chunk will meet it again.
    } finally {
      helpers.decrementAndGet();
    }
  }

  /// Forgets all chunks.
  void stop() {
    ready.clear();
    young.clear();
    waiting.set(0);
  }
}
