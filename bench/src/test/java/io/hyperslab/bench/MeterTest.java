package io.hyperslab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.bench.task.Trial;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final int SIZE = 1 << 20;

  @Test
  void countsWhatARepetitionAllocatesButNotItsChecksum() throws IOException {
    Meter meter = new Meter();
    Trial trial = Trial.reading(() -> new byte[SIZE], each -> each.clone().length);
    meter.repetition(trial);

    String[] words = meter.repetition(trial).split(" ", -1);

    assertThat(words).hasSize(6).startsWith("rep");
    assertThat(Long.parseLong(words[1])).isPositive();
    assertThat(Long.parseLong(words[3])).isEqualTo(SIZE);
    assertThat(Long.parseLong(words[5])).isBetween((long) SIZE, SIZE + SIZE / 2L);
  }

  @Test
  void countsWhatOtherThreadsAllocate() throws IOException {
    Meter meter = new Meter();
    byte[][] made = new byte[1][];
    Trial trial =
        Trial.reading(
            () -> {
              Thread thread = Thread.ofPlatform().start(() -> made[0] = new byte[SIZE]);
              join(thread);
              return made[0];
            },
            each -> each.length);

    String[] words = meter.repetition(trial).split(" ", -1);

    assertThat(Long.parseLong(words[5])).isGreaterThanOrEqualTo(SIZE);
  }

  @Test
  void touchesFreshMemory() throws IOException {
    assertThat(Meter.touch(SIZE)).matches("touch [1-9][0-9]* [0-9]+");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
