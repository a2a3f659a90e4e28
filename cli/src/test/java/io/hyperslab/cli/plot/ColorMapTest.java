package io.hyperslab.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColorMapTest {
  /// Colors of Matplotlib's viridis at 0, 1/3, 1 and, between two of our stops, 1/2.
  @Test
  void viridisIsThatOfMatplotlib() {
    assertThat(ColorMap.VIRIDIS.argb(0)).isEqualTo(0xff440154);
    assertThat(ColorMap.VIRIDIS.argb(1.0 / 3)).isEqualTo(0xff31688e);
    assertThat(ColorMap.VIRIDIS.argb(1)).isEqualTo(0xfffde725);
    int middle = ColorMap.VIRIDIS.argb(0.5);
    assertThat(middle >> 16 & 0xff).isBetween(0x21 - 3, 0x21 + 3);
    assertThat(middle >> 8 & 0xff).isBetween(0x91 - 3, 0x91 + 3);
    assertThat(middle & 0xff).isBetween(0x8c - 3, 0x8c + 3);
  }

  @Test
  void whatIsBeyondHasTheColorOfTheEndAndWhatIsMissingHasNone() {
    assertThat(ColorMap.GREY.argb(-5)).isEqualTo(0xff000000);
    assertThat(ColorMap.GREY.argb(7)).isEqualTo(0xffffffff);
    assertThat(ColorMap.GREY.argb(0.5)).isEqualTo(0xff808080);
    assertThat(ColorMap.GREY.argb(Double.NaN)).isZero();
  }
}
