package io.hyperslab.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalmTest {
  private int attempts;

  /// How long the attempt took that counted: each takes a second more than the one before.
  private double counted(Calm calm, double... stolen) throws IOException {
    return calm.of(
            () -> {
              double part = stolen[attempts];
              attempts++;
              return new Measurement.Output(List.of(), 0, List.of(), 0, attempts, part);
            })
        .elapsed();
  }

  @Test
  void theFirstUndisturbedAttemptCounts() throws IOException {
    assertThat(counted(new Calm(0.03, 0), 0.5, 0.031, 0.03, 0)).isEqualTo(3);
    assertThat(attempts).isEqualTo(3);
  }

  @Test
  void ifAllAreDisturbedTheLeastDisturbedCounts() throws IOException {
    assertThat(counted(new Calm(0.01, 0), 0.5, 0.3, 0.2, 0.4, 0.2, 0.3)).isEqualTo(3);
    assertThat(attempts).isEqualTo(Calm.MOST_ATTEMPTS);
  }

  @Test
  void whereNobodyKnowsOrCaresTheFirstCounts() throws IOException {
    assertThat(counted(new Calm(0.01, 0), -1)).isEqualTo(1);
    attempts = 0;
    assertThat(counted(new Calm(1, 0), 1)).isEqualTo(1);
  }
}
