package io.hyperslab.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.internal.model.Parallelism;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Work in two steps ends, and is whole, whoever helps, and whenever, and where.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OrderedWorkTest {
  private static final int COUNT = 100;
  private static final int AHEAD = 4;

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger preparing = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final AtomicInteger mostPreparing = new AtomicInteger();

  private final class Part implements OrderedWork.Prepared {
    private final int number;

    Part(int number) {
      this.number = number;
      mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  private static void nothing(int ignored) {}

  /// Runs the work.
  ///
  /// @param whilePreparing done by whoever prepares a part
  /// @param whileTaking done by whoever takes a part
  /// @return the parts that were taken
  private List<Integer> run(
      int threads, Executor executor, IntConsumer whilePreparing, IntConsumer whileTaking) {
    List<Integer> taken = new ArrayList<>();
    OrderedWork.run(
        new Parallelism(threads, Optional.of(executor)),
        COUNT,
        AHEAD,
        number -> {
          mostPreparing.accumulateAndGet(preparing.incrementAndGet(), Math::max);
          whilePreparing.accept(number);
          preparing.decrementAndGet();
          return new Part(number);
        },
        part -> {
          taken.add(part.number);
          whileTaking.accept(part.number);
        });
    return taken;
  }

  private void assertWhole(List<Integer> taken) {
    assertThat(taken).isEqualTo(IntStream.range(0, COUNT).boxed().toList());
    assertThat(open).hasValue(0);
    assertThat(preparing).hasValue(0);
    assertThat(mostOpen.get())
        .as("those ahead, and the one that is taken")
        .isLessThanOrEqualTo(AHEAD + 1);
  }

  private void check(int threads, Executor executor) {
    assertWhole(run(threads, executor, OrderedWorkTest::nothing, OrderedWorkTest::nothing));
  }

  @Test
  void theCallingThreadRunsWhatItHandsOver() {
    check(4, Runnable::run);
    assertThat(mostPreparing).hasValue(1);
  }

  @Test
  void theCallingThreadRunsWhatABusyPoolDoesNot() {
    CountDownLatch end = new CountDownLatch(1);
    try (ExecutorService pool =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.CallerRunsPolicy())) {
      pool.execute(() -> await(end));
      try {
        check(4, pool);
      } finally {
        end.countDown();
      }
    }
  }

  @Test
  void nobodyHelps() {
    check(4, _ -> {});
    check(
        4,
        _ -> {
          throw new RejectedExecutionException("made for a test");
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10})
  void othersHelp(int threads) {
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 200; round++) {
        check(threads, pool);
      }
    }
    assertThat(mostPreparing.get()).isBetween(1, threads);
  }

  @Test
  void othersPrepareAsLongAsTheCallingThreadTakes() {
    CountDownLatch[] prepared = new CountDownLatch[COUNT];
    for (int i = 0; i < COUNT; i++) {
      prepared[i] = new CountDownLatch(1);
    }
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      List<Integer> taken =
          run(
              2,
              pool,
              part -> prepared[part].countDown(),
              // The thread that could prepare it otherwise is here.
              part -> await(prepared[Math.min(part + 1, COUNT - 1)]));
      assertWhole(taken);
    }
  }

  @Test
  void othersAreAskedAgainAfterTheyRefused() {
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger helped = new AtomicInteger();
    check(
        2,
        task -> {
          if (refused.incrementAndGet() <= 2) {
            throw new RejectedExecutionException("made for a test");
          }
          helped.incrementAndGet();
          task.run();
        });
    assertThat(helped).hasPositiveValue();
  }

  @Test
  void thePoolHasOneThreadWhichIsTheCallingOne() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      pool.submit(() -> check(4, pool)).get();
    }
    assertThat(open).hasValue(0);
  }

  @Test
  void twoWorksLendEachOtherTheirThreads() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      OrderedWorkTest another = new OrderedWorkTest();
      var first = pool.submit(() -> check(4, pool));
      var second = pool.submit(() -> another.check(4, pool));
      first.get();
      second.get();
    }
  }

  @Test
  void workWithinWork() {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      for (Executor executor : List.<Executor>of(pool, Runnable::run)) {
        assertWhole(
            run(
                4,
                executor,
                _ -> new OrderedWorkTest().check(4, executor),
                _ -> new OrderedWorkTest().check(4, executor)));
      }
    }
  }

  /// As threads do that run other tasks while they wait for one.
  @Test
  void tasksRunInTheMiddleOfOthers() {
    Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Executor executor =
          task -> {
            tasks.add(task);
            pool.execute(() -> runOne(tasks));
          };
      for (int round = 0; round < 50; round++) {
        assertWhole(run(4, executor, _ -> runOne(tasks), _ -> runOne(tasks)));
      }
    }
    assertWhole(run(4, tasks::add, _ -> runOne(tasks), _ -> runOne(tasks)));
    assertWhole(run(4, tasks::add, OrderedWorkTest::nothing, OrderedWorkTest::nothing));
    while (!tasks.isEmpty()) {
      runOne(tasks); // Too late, and to no effect.
    }
    assertThat(open).hasValue(0);
  }

  private static void runOne(Queue<Runnable> tasks) {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
  }

  @Test
  void theSystemHasNoThreadLeft() {
    try (FailingPool pool = new FailingPool(OutOfMemoryError::new)) {
      assertWhole(run(4, pool, _ -> pool.waitForFailure(), OrderedWorkTest::nothing));
    }
  }

  @Test
  void whoHelpsIsWaitedForWhenTheExecutorFails() {
    AssertionError failure = new AssertionError("made for a test");
    try (FailingPool pool = new FailingPool(() -> failure)) {
      assertThatThrownBy(() -> run(4, pool, _ -> pool.waitForFailure(), OrderedWorkTest::nothing))
          .isSameAs(failure);
      assertThat(preparing).hasValue(0);
      assertThat(open).hasValue(0);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Runs the first task by a thread of its own, and fails from then on.
  private static final class FailingPool implements Executor, AutoCloseable {
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger tasks = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch failed = new CountDownLatch(1);
    private final Supplier<Error> failure;

    FailingPool(Supplier<Error> failure) {
      this.failure = failure;
    }

    @Override
    public void execute(Runnable task) {
      if (tasks.incrementAndGet() == 1) {
        pool.execute(task);
        return;
      }
      await(begun);
      failed.countDown();
      throw failure.get();
    }

    /// Keeps the one who helps at work until then.
    void waitForFailure() {
      if (!Thread.currentThread().equals(caller)) {
        begun.countDown();
        await(failed);
      }
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}
