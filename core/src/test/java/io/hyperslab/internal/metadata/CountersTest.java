package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.metadata.Counters.Item;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CountersTest {
  private static final int TIMES = 100_000;

  @Test
  void losesNothingOfWhatManyThreadsCountAtTheSameTime() throws InterruptedException {
    Counters counters = new Counters();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      others.add(Thread.ofPlatform().start(() -> count(counters)));
      others.add(Thread.ofVirtual().start(() -> count(counters)));
    }
    count(counters);
    for (Thread other : others) {
      other.join();
    }
    assertThat(counters.get(Item.READS)).isEqualTo(7L * TIMES);
    assertThat(counters.get(Item.BYTES_READ)).isEqualTo(7L * 8 * TIMES);
    assertThat(counters.get(Item.WRITES)).isZero();
  }

  private static void count(Counters counters) {
    for (int i = 0; i < TIMES; i++) {
      counters.add(Item.READS, 1);
      counters.add(Item.BYTES_READ, 8);
    }
  }

  @Test
  void showsOthersWhatTheThreadThatMadeThemHasCounted() throws InterruptedException {
    Counters counters = new Counters();
    counters.add(Item.COMMITS, 3);
    long[] seen = new long[1];
    Thread.ofPlatform().start(() -> seen[0] = counters.get(Item.COMMITS)).join();
    assertThat(seen[0]).isEqualTo(3);
  }
}
