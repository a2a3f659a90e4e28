package io.hyperslab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private long millis = 12_345;
  private long compiled = 700;

  private final WarmUp warmUp =
      new WarmUp(4, () -> TimeUnit.MILLISECONDS.toNanos(millis), () -> compiled);

  private boolean isOverAfter(long passing, long compiling) {
    millis += passing;
    compiled += compiling;
    return warmUp.isOver();
  }

  @Test
  void isOverWhenTheCompilersHaveRestedForASecond() {
    assertThat(isOverAfter(999, 0)).isFalse();
    assertThat(isOverAfter(1, 51)).isFalse();
    assertThat(isOverAfter(1000, 51)).isFalse();
    assertThat(isOverAfter(1000, 50)).isTrue();
  }

  @Test
  void longRepetitionsCountAsAWhole() {
    assertThat(isOverAfter(7000, 351)).isFalse();
    assertThat(isOverAfter(7000, 350)).isTrue();
  }

  @Test
  void isOverAfterFiveTimesAsLongAsIsMeasured() {
    for (int i = 0; i < 19; i++) {
      assertThat(isOverAfter(1000, 1000)).isFalse();
    }
    assertThat(isOverAfter(999, 1000)).isFalse();
    assertThat(isOverAfter(1, 1)).isTrue();
  }
}
