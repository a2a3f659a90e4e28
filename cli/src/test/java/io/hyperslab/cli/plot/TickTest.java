package io.hyperslab.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TickTest {
  private static List<String> labels(double low, double high, boolean log, int most) {
    return Tick.along(Scale.of(new Range(low, high), log), most).stream().map(Tick::label).toList();
  }

  @Test
  void areRoundNumbers() {
    assertThat(labels(0, 10, false, 6)).containsExactly("0", "2", "4", "6", "8", "10");
    assertThat(labels(0.13, 0.52, false, 5)).containsExactly("0.2", "0.3", "0.4", "0.5");
    assertThat(labels(-70, 40, false, 5)).containsExactly("-50", "0");
  }

  @Test
  void allHaveTheSameDecimals() {
    assertThat(labels(0.9, 1.15, false, 6))
        .containsExactly("0.90", "0.95", "1.00", "1.05", "1.10", "1.15");
  }

  @Test
  void largeAndSmallNumbersHaveExponents() {
    assertThat(labels(0, 3e7, false, 4)).containsExactly("0", "1e7", "2e7", "3e7");
    assertThat(labels(-1.2e-16, 1e-16, false, 5))
        .containsExactly("-1e-16", "-5e-17", "0", "5e-17", "1e-16");
  }

  @Test
  void powersOfTenMarkLogarithms() {
    assertThat(labels(0.5, 20_000, true, 8)).containsExactly("1", "10", "100", "1000", "10000");
    assertThat(labels(1e-20, 1, true, 5)).hasSizeLessThanOrEqualTo(5).startsWith("1e-20");
    assertThat(labels(2, 8, true, 5)).containsExactly("2", "4", "6", "8");
  }

  @Test
  void areNeverMoreThanWanted() {
    for (double high = 1; high < 1000; high *= 1.07) {
      assertThat(labels(-high / 3, high, false, 4)).hasSizeBetween(2, 5);
    }
  }

  @Test
  void rangesWithoutRoomHaveNone() {
    assertThat(labels(-Double.MAX_VALUE, Double.MAX_VALUE, false, 4)).isEmpty();
    assertThat(labels(0, Double.MIN_VALUE, false, 4)).isEmpty();
  }

  @Test
  void endsOfRangesAreShort() {
    assertThat(Tick.shortText(14700)).isEqualTo("14700");
    assertThat(Tick.shortText(0.123456)).isEqualTo("0.1235");
    assertThat(Tick.shortText(1.5e-9)).isEqualTo("1.500e-09");
    assertThat(Tick.shortText(0)).isEqualTo("0");
  }
}
