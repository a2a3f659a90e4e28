package io.hyperslab.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
