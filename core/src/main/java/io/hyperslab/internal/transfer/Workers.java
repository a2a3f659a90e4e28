package io.hyperslab.internal.transfer;

import io.hyperslab.internal.model.Parallelism;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Runs the independent parts of one transfer on all cores: the only class that knows threads.
///
/// The calling thread works too and could do everything alone, so a busy pool slows a transfer down
/// but never blocks it, and nested transfers cannot deadlock. An interrupt of the calling thread is
/// kept for it; it does not stop the transfer.
public final class Workers {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final Executor POOL = pool();

  /// What the current thread has begun ahead of whoever waits for it.
  private static final ScopedValue<Ahead> BEGUN = ScopedValue.newInstance();

  /// Stands for the threads that help.
  private static final Thread OTHER_THREAD = Thread.ofPlatform().unstarted(() -> {});

  private Workers() {}

  /// Whether other threads may use some memory: that of one thread's arena is for it alone.
  public static boolean canReach(MemorySegment memory) {
    return memory.isAccessibleBy(OTHER_THREAD);
  }

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
    run(Parallelism.defaults(), count, part);
  }

  /// The same by threads that the user of a file has chosen.
  public static void run(Parallelism parallelism, int count, IntConsumer part) {
    int helpers = Math.min(parallelism.threads(), count) - 1;
    if (helpers < 1) {
      for (int i = 0; i < count; i++) {
        part.accept(i);
      }
      return;
    }
    Job job = new Job(count, part);
    if (BEGUN.isBound()) {
      BEGUN.get().show(job);
    }
    try {
      help(parallelism, helpers, job::help);
    } catch (Throwable e) {
      job.fail(e); // Some may have begun: they are waited for.
    }
    job.work();
    job.await();
  }

  /// Has other threads run something, sooner or later, or never; or this one, now. It must not wait
  /// for what this thread does next.
  ///
  /// @return how many have taken it on
  static int help(Parallelism parallelism, int helpers, Runnable help) {
    int taken = 0;
    try {
      Executor executor = parallelism.executor().orElse(POOL);
      while (taken < helpers) {
        executor.execute(help);
        taken++;
      }
    } catch (RejectedExecutionException | OutOfMemoryError _) {
      // Then there are fewer helpers, or none: the system may have no thread left to give.
    }
    return taken;
  }

  /// Begins some work, if there are threads for it, that somebody waits for later.
  public static Ahead ahead(Parallelism parallelism, Runnable work) {
    Ahead ahead = new Ahead(work);
    if (parallelism.threads() > 1) {
      boolean goesOn = false;
      try {
        help(parallelism, 1, ahead::begin);
        goesOn = true;
      } finally {
        if (!goesOn) {
          ahead.cancel();
        }
      }
    }
    return ahead;
  }

  /// Work that may have begun. Whoever waits for it does it, if no thread has begun with it, or
  /// else its share of the parts; so it does not matter how busy the threads are.
  public static final class Ahead {
    private final Runnable work;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable Job job;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Thread waiting;
    private volatile boolean done;

    private Ahead(Runnable work) {
      this.work = work;
    }

    private void begin() {
      if (!begun.compareAndSet(false, true)) {
        return;
      }
      try {
        ScopedValue.where(BEGUN, this).run(work);
      } catch (Throwable e) {
        failure = e;
      } finally {
        done = true;
        LockSupport.unpark(waiting);
      }
    }

    /// Takes note of parts in which the one who waits can help.
    private void show(Job parts) {
      job = parts;
      LockSupport.unpark(waiting);
    }

    /// Returns when the work is done, and throws what it threw.
    public void join() {
      begin();
      await();
      Failures.rethrow(failure);
    }

    /// Sees to it that the work does not begin any more, or is done, however it ended.
    public void cancel() {
      if (!begun.compareAndSet(false, true)) {
        await();
      }
    }

    private void await() {
      waiting = Thread.currentThread();
      boolean interrupted = false;
      Job helped = null;
      while (!done) {
        Job parts = job;
        if (parts != null && parts != helped) {
          helped = parts;
          parts.help();
        } else {
          LockSupport.park(this);
          interrupted |= Thread.interrupted();
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
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
        } catch (Throwable e) {
          fail(e);
        }
        index = next.getAndIncrement();
      }
    }

    /// Sees to it that no part is begun any more, and that this is thrown in the end.
    void fail(Throwable e) {
      failure.compareAndSet(null, e);
    }

    void await() {
      int started = helpers.getAndSet(Integer.MIN_VALUE);
      finished.acquireUninterruptibly(started);
      Failures.rethrow(failure.get());
    }
  }
}
