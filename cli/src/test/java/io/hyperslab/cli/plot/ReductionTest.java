package io.hyperslab.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReductionTest {
  private static final double NONE = Double.NaN;

  @Test
  void blocksAreTheMeansOfTheirNumbers() {
    Blocks blocks = new Blocks(new long[] {3, 4}, 2, 2);
    blocks.add(0, 0, 4, new double[] {1, 2, 3, 4, 5, 6, 7, 8});
    blocks.add(2, 0, 2, new double[] {9, 10});
    blocks.add(2, 2, 2, new double[] {11, 13});
    assertThat(blocks.rows()).isEqualTo(2);
    assertThat(blocks.columns()).isEqualTo(2);
    assertThat(blocks.means()).containsExactly(3.5, 5.5, 9.5, 12);
  }

  @Test
  void blocksOfTilesThatBeginInsideOfThemAreTheSame() {
    double[] whole = new double[35];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = i * i;
    }
    Blocks once = new Blocks(new long[] {5, 7}, 2, 3);
    once.add(0, 0, 7, whole);
    Blocks tiled = new Blocks(new long[] {5, 7}, 2, 3);
    for (int row = 0; row < 5; row++) {
      for (int column = 0; column < 7; column += 2) {
        int width = Math.min(2, 7 - column);
        double[] tile = new double[width];
        System.arraycopy(whole, row * 7 + column, tile, 0, width);
        tiled.add(row, column, width, tile);
      }
    }
    assertThat(tiled.means()).containsExactly(once.means());
    assertThat(once.means()[0]).isEqualTo((0 + 1 + 4 + 49 + 64 + 81 + 196 + 225 + 256) / 9.0);
  }

  @Test
  void missingNumbersDoNotCount() {
    Blocks blocks = new Blocks(new long[] {2, 4}, 1, 2);
    blocks.add(0, 0, 4, new double[] {1, NONE, NONE, NONE, 3, NONE, NONE, 1.0 / 0});
    assertThat(blocks.means()).containsExactly(2, NONE);
  }

  @Test
  void aCloudHasOnePointInEachPixel() {
    Scale scale = Scale.of(new Range(0, 1), false);
    Cloud cloud = new Cloud(scale, scale, 2, 2);
    for (int i = 0; i <= 1000; i++) {
      cloud.add(i / 1000.0, i / 1000.0);
    }
    cloud.add(0.1, 0.9);
    cloud.add(0.1, NONE);
    cloud.add(2, 2);
    Layer.Points points = cloud.points("p");
    assertThat(points.xs()).containsExactly(0, 0.5, 0.1);
    assertThat(points.ys()).containsExactly(0, 0.5, 0.9);
  }

  @Test
  void aRangeIsOfNumbersOrPercentiles() {
    double[] values = new double[101];
    for (int i = 0; i < values.length; i++) {
      values[i] = 100 - i;
    }
    assertThat(ShownRange.of("2%, 98%").among(values)).isEqualTo(new Range(2, 98));
    assertThat(ShownRange.of("-1,50%").among(values)).isEqualTo(new Range(-1, 50));
    assertThat(ShownRange.of("1e3,2e3").among(values)).isEqualTo(new Range(1000, 2000));
  }

  @Test
  void linesAreCutWhereTheChartEnds() {
    assertThat(Clipping.toUnitSquare(-1, 0.5, 3, 0.5)).containsExactly(0, 0.5, 1, 0.5);
    assertThat(Clipping.toUnitSquare(0.5, -1, 0.5, 0.25)).containsExactly(0.5, 0, 0.5, 0.25);
    assertThat(Clipping.toUnitSquare(-1, 0.5, -0.5, 2)).isEmpty();
    assertThat(Clipping.toUnitSquare(0, 0, NONE, 1)).isEmpty();
  }
}
