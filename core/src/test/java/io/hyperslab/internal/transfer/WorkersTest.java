package io.hyperslab.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hyperslab.internal.model.Parallelism;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 100, 10_000})
  void runsEachPartOnce(int count) {
    AtomicIntegerArray runs = new AtomicIntegerArray(Math.max(1, count));
    Workers.run(count, runs::incrementAndGet);
    assertThat(IntStream.range(0, count).map(runs::get)).allMatch(n -> n == 1);
  }

  @Test
  void allPartsAreDoneOnReturn() {
    for (int round = 0; round < 500; round++) {
      AtomicInteger done = new AtomicInteger();
      Workers.run(
          8,
          _ -> {
            Thread.onSpinWait();
            done.incrementAndGet();
          });
      assertThat(done).hasValue(8);
    }
  }

  @Test
  void theFirstFailureIsThrownAndStopsTheRest() {
    AtomicInteger begun = new AtomicInteger();
    IllegalStateException failure = new IllegalStateException("part 3");
    assertThatThrownBy(() ->
            Workers.run(
                1_000_000,
                part -> {
                  begun.incrementAndGet();
                  if (part == 3) {
                    throw failure;
                  }
                }))
        .isSameAs(failure);
    assertThat(begun.get()).isBetween(4, 999_999);
    assertThatThrownBy(() -> Workers.run(5, _ -> fail())).isInstanceOf(AssertionError.class);
  }

  private static void fail() {
    throw new AssertionError("on purpose");
  }

  @Test
  void partsMayHavePartsThemselves() {
    AtomicLong sum = new AtomicLong();
    Workers.run(20, outer -> Workers.run(20, inner -> sum.addAndGet(outer * 20L + inner)));
    assertThat(sum).hasValue(399 * 400 / 2);
  }

  @Test
  void anInterruptNeitherStopsTheWorkNorGetsLost() {
    AtomicInteger done = new AtomicInteger();
    Thread.currentThread().interrupt();
    Workers.run(1000, _ -> done.incrementAndGet());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).hasValue(1000);
  }

  @Test
  void theSystemHasNoThreadLeft() {
    AtomicInteger done = new AtomicInteger();
    Executor failing =
        _ -> {
          throw new OutOfMemoryError("made for a test");
        };
    Parallelism parallelism = new Parallelism(4, Optional.of(failing));
    Workers.run(parallelism, 100, _ -> done.incrementAndGet());
    assertThat(done).hasValue(100);
    Workers.ahead(parallelism, done::incrementAndGet).join();
    assertThat(done).hasValue(101);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoHelpsIsWaitedForWhenTheExecutorFails(boolean noThread) {
    Thread caller = Thread.currentThread();
    Error failure =
        noThread ? new OutOfMemoryError("made for a test") : new AssertionError("made for a test");
    AtomicBoolean begun = new AtomicBoolean();
    AtomicBoolean failed = new AtomicBoolean();
    AtomicBoolean returned = new AtomicBoolean();
    AtomicInteger going = new AtomicInteger();
    AtomicInteger tasks = new AtomicInteger();
    Executor failing =
        task -> {
          if (tasks.incrementAndGet() == 1) {
            Thread.ofPlatform().daemon().start(task);
            return;
          }
          while (!begun.get()) {
            Thread.onSpinWait();
          }
          failed.set(true);
          throw failure;
        };
    Throwable thrown =
        catchThrowable(() ->
            Workers.run(
                new Parallelism(4, Optional.of(failing)),
                100,
                _ -> {
                  if (!Thread.currentThread().equals(caller)) {
                    going.incrementAndGet();
                    begun.set(true);
                    // Goes on until the calling thread waits, or does not.
                    while (!returned.get()
                        && !(failed.get() && caller.getState() == Thread.State.WAITING)) {
                      Thread.onSpinWait();
                    }
                    going.decrementAndGet();
                  }
                }));
    int left = going.get();
    returned.set(true);
    assertThat(left).isZero();
    assertThat(thrown).isSameAs(noThread ? null : failure);
  }

  @Test
  void whatAFailingExecutorRunsLateDoesNotBegin() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AtomicInteger done = new AtomicInteger();
    AssertionError failure = new AssertionError("made for a test");
    Executor failing =
        task -> {
          tasks.add(task);
          throw failure;
        };
    Parallelism parallelism = new Parallelism(4, Optional.of(failing));
    assertThatThrownBy(() -> Workers.ahead(parallelism, done::incrementAndGet)).isSameAs(failure);
    assertThatThrownBy(() -> Workers.run(parallelism, 100, _ -> done.incrementAndGet()))
        .isSameAs(failure);
    tasks.forEach(Runnable::run);
    assertThat(done).hasValue(0);
  }
}
