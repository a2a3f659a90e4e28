package io.hyperslab.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final int COLUMNS = 50;

  private static Layer.Line reduce(double[] values) {
    Scale x = Scale.of(new Range(0, values.length - 1), false);
    Envelope envelope = new Envelope(x, COLUMNS);
    for (int i = 0; i < values.length; i++) {
      envelope.add(i, values[i]);
    }
    return envelope.line("y");
  }

  /// Lowest, highest, first and last of the points in each column.
  private static double[][] columns(double[] xs, double[] ys, int length) {
    Scale x = Scale.of(new Range(0, length - 1), false);
    double[][] columns = new double[COLUMNS][];
    for (int i = 0; i < xs.length; i++) {
      double y = ys[i];
      double[] column = columns[x.cell(xs[i], COLUMNS)];
      if (column == null) {
        columns[x.cell(xs[i], COLUMNS)] = new double[] {y, y, y, y};
      } else {
        column[0] = Math.min(column[0], y);
        column[1] = Math.max(column[1], y);
        column[3] = y;
      }
    }
    return columns;
  }

  @Test
  void everyColumnKeepsItsLowestHighestFirstAndLast() {
    double[] values = new SplittableRandom(7).doubles(10_007, -3, 8).toArray();
    Layer.Line line = reduce(values);
    double[] indices = new double[values.length];
    Arrays.setAll(indices, i -> i);
    assertThat(columns(line.xs(), line.ys(), values.length))
        .isDeepEqualTo(columns(indices, values, values.length));
    assertThat(line.ys()).hasSizeLessThanOrEqualTo(4 * COLUMNS);
  }

  @Test
  void pointsStayInTheirOrder() {
    double[] values = new SplittableRandom(8).doubles(5000).toArray();
    Layer.Line line = reduce(values);
    assertThat(line.xs()).isSorted();
    for (int i = 0; i < line.xs().length; i++) {
      assertThat(line.ys()[i]).isEqualTo(values[(int) line.xs()[i]]);
    }
  }

  @Test
  void aSinglePeakIsSeen() {
    double[] values = new double[1_000_000];
    values[123_456] = 1;
    values[123_457] = -1;
    assertThat(reduce(values).ys()).contains(1, -1);
  }

  @Test
  void aColumnWithoutNumbersBreaksTheLineAndAMissingOneAmongOthersDoesNot() {
    double[] values = new double[5000];
    values[17] = Double.NaN;
    values[18] = Double.POSITIVE_INFINITY;
    Arrays.fill(values, 2000, 2300, Double.NaN);
    double[] ys = reduce(values).ys();
    assertThat(Arrays.stream(ys).filter(Double::isNaN).count()).isBetween(1L, 3L);
    assertThat(ys[0]).isZero();
    assertThat(Double.isNaN(ys[2])).isFalse();
  }
}
