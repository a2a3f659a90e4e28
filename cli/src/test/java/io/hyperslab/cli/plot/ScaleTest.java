package io.hyperslab.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void equalDifferencesAreEquallyLong() {
    Scale scale = Scale.of(new Range(10, 30), false);
    assertThat(scale.position(10)).isZero();
    assertThat(scale.position(15)).isEqualTo(0.25);
    assertThat(scale.position(30)).isEqualTo(1);
    assertThat(scale.value(0.75)).isEqualTo(25);
  }

  @Test
  void equalRatiosAreEquallyLongWhenLogarithmic() {
    Scale scale = Scale.of(new Range(1, 10_000), true);
    assertThat(scale.position(100)).isEqualTo(0.5, within(1e-12));
    assertThat(scale.value(0.25)).isEqualTo(10, within(1e-9));
    assertThat(scale.position(0)).isNaN();
    assertThat(scale.position(-1)).isNaN();
  }

  @Test
  void aReversedOneBeginsWithItsHighestValue() {
    Scale scale = Scale.of(new Range(0, 8), false).reversed();
    assertThat(scale.position(8)).isZero();
    assertThat(scale.value(0.25)).isEqualTo(6);
  }

  @Test
  void aSingleValueIsInTheMiddle() {
    assertThat(Scale.of(new Range(5, 5), false).position(5)).isEqualTo(0.5, within(1e-12));
    assertThat(Scale.of(new Range(0, 0), false).position(0)).isEqualTo(0.5);
  }

  @Test
  void noValuesAndTheLargestOnesHaveAScaleToo() {
    assertThat(Scale.of(Range.EMPTY, false).position(0.5)).isEqualTo(0.5);
    Scale widest = Scale.of(new Range(-Double.MAX_VALUE, Double.MAX_VALUE), false);
    assertThat(widest.position(0)).isEqualTo(0.5);
    assertThat(Scale.of(new Range(-5, -1), true).position(3)).isBetween(0.0, 1.0);
  }

  @Test
  void cellsPartItEvenly() {
    Scale scale = Scale.of(new Range(0, 10), false);
    assertThat(scale.cell(0, 5)).isZero();
    assertThat(scale.cell(1.99, 5)).isZero();
    assertThat(scale.cell(2, 5)).isEqualTo(1);
    assertThat(scale.cell(10, 5)).isEqualTo(4);
    assertThat(scale.cell(10.1, 5)).isEqualTo(-1);
    assertThat(scale.cell(Double.NaN, 5)).isEqualTo(-1);
  }
}
