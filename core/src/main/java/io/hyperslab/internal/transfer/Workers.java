package io.hyperslab.internal.transfer;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Runs the independent parts of one transfer on all cores: the only class that knows threads.
///
/// The calling thread works too and could do everything alone, so a busy pool slows a transfer down
/// but never blocks it, and nested transfers cannot deadlock. An interrupt of the calling thread is
/// kept for it; it does not stop the transfer.
final class Workers {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final Executor POOL = pool();

  private Workers() {}

  private static Executor pool() {
    int size = Math.max(1, CORES - 1);
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task ->
                Thread.ofPlatform()
                    .name("hyperslab-" + number.incrementAndGet())
                    .daemon()
                    .unstarted(task));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /// Runs `part` for 0 to `count - 1`, each once, in no particular order, and returns when all are
  /// done. The first failure stops those not yet begun and is thrown.
  static void run(int count, IntConsumer part) {
    int helpers = Math.min(CORES, count) - 1;
    if (helpers < 1) {
      for (int i = 0; i < count; i++) {
        part.accept(i);
      }
      return;
    }
    Job job = new Job(count, part);
    for (int i = 0; i < helpers; i++) {
      POOL.execute(job::help);
    }
    job.work();
    job.await();
  }

  /// One transfer's parts. A helper that starts after the parts have run out does nothing; those
  /// that started are waited for.
  private static final class Job {
    private final int count;
    private final IntConsumer part;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Semaphore finished = new Semaphore(0);
    private final AtomicInteger helpers = new AtomicInteger();

    Job(int count, IntConsumer part) {
      this.count = count;
      this.part = part;
    }

    void help() {
      int before = helpers.getAndUpdate(n -> n < 0 ? n : n + 1);
      if (before >= 0) {
        try {
          work();
        } finally {
          finished.release();
        }
      }
    }

    void work() {
      int index = next.getAndIncrement();
      while (index < count && failure.get() == null) {
        try {
          part.accept(index);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        }
        index = next.getAndIncrement();
      }
    }

    void await() {
      int started = helpers.getAndSet(Integer.MIN_VALUE);
      finished.acquireUninterruptibly(started);
      switch (failure.get()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case null, default -> {}
      }
    }
  }
}
