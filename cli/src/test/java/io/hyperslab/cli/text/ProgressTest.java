package io.hyperslab.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long MILLISECOND = 1_000_000;
  private static final String ERASE = "\r\u001b[K";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong(-5_000_000_000L);

  private Progress progress(long total) {
    return new Progress(new Output(written), total, amount -> amount + " kg", now::get);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private void after(long milliseconds, Progress progress, long amount) {
    now.addAndGet(milliseconds * MILLISECOND);
    progress.add(amount);
  }

  @Test
  void shortWorkShowsNothing() {
    try (Progress progress = progress(100)) {
      after(50, progress, 50);
      after(49, progress, 50);
    }
    assertThat(text()).isEmpty();
  }

  @Test
  void theLineHasBarRateAndRemainingTime() {
    after(1000, progress(400), 100);
    assertThat(text()).isEqualTo(ERASE + "[######                  ]  25 %  100 kg/s  0:03 left");
  }

  @Test
  void itIsDrawnTenTimesASecondAtMost() {
    Progress progress = progress(1_000_000);
    for (int i = 0; i < 1000; i++) {
      after(1, progress, 1);
    }
    assertThat(text().split(ERASE.replace("[", "\\["), -1)).hasSize(11);
  }

  @Test
  void moreThanWasExpectedIsStillAllOfIt() {
    after(1000, progress(100), 150);
    assertThat(text()).endsWith("[########################] 100 %  150 kg/s  0:00 left");
  }

  @Test
  void longTimesHaveHours() {
    after(1000, progress(7262), 1);
    assertThat(text()).endsWith("2:01:01 left");
  }

  @Test
  void aPauseChangesTheRateALittle() {
    Progress progress = progress(100_000);
    for (int i = 0; i < 60; i++) {
      after(1000, progress, 100);
    }
    after(1000, progress, 0);
    // One second of eight without any: 1/e^(1/8) of the rate is left.
    assertThat(text()).endsWith("88 kg/s  17:45 left");
    for (int i = 0; i < 60; i++) {
      after(1000, progress, 50);
    }
    assertThat(text()).endsWith("50 kg/s  30:19 left");
  }

  @Test
  void workThatStandsStillHasNoEnd() {
    after(1000, progress(100), 0);
    assertThat(text()).endsWith("  0 %  0 kg/s  ? left");
  }

  @Test
  void anUnknownTotalShowsWhatWasDone() {
    after(61_000, progress(0), 6100);
    assertThat(text()).isEqualTo(ERASE + "6100 kg  100 kg/s  1:01");
  }

  @Test
  void clearTakesTheLineAwayUntilItIsDrawnAgain() {
    Progress progress = progress(100);
    after(1000, progress, 10);
    written.reset();
    progress.clear();
    progress.clear();
    assertThat(text()).isEqualTo(ERASE);
    after(1000, progress, 10);
    assertThat(text()).contains(" 20 %");
  }

  @Test
  void afterTheEndNothingIsDrawn() {
    Progress progress = progress(100);
    after(1000, progress, 10);
    progress.close();
    written.reset();
    after(1000, progress, 10);
    progress.close();
    assertThat(text()).isEmpty();
  }

  @Test
  void countsOfManyThreadsAddUp() throws InterruptedException {
    Progress progress = progress(80_001);
    Thread[] threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofPlatform()
              .start(() -> {
                for (int j = 0; j < 10_000; j++) {
                  now.addAndGet(MILLISECOND);
                  progress.add(1);
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    after(200, progress, 1);
    assertThat(text()).contains("] 100 %");
    assertThat(text().split("\r", -1)).allMatch(line -> line.isEmpty() || line.endsWith(" left"));
  }
}
