package io.hyperslab.cli.plot;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/// Counts how often numbers come.
///
/// @param options what is wanted
/// @param progress is told how many numbers were read since the last time
record HistogramReader(ChartOptions options, LongConsumer progress) {
  private static final int USUAL_BINS = 50;
  private static final double HEADROOM = 1.05;

  Chart chart(Source source) {
    Range values = range(source);
    boolean log = options.logX();
    double[] edges = edges(Scale.of(values, log), source.isWhole());
    Scale x = Scale.of(new Range(edges[0], edges[edges.length - 1]), log);
    double[] counts = count(source, x, edges.length - 1);
    double highest = Arrays.stream(counts).max().orElse(0);
    Range heights = new Range(options.logY() ? 0.8 : 0, Math.max(1, highest * HEADROOM));
    return new Chart(
        options.title().orElse(source.name()),
        new Axis(source.label(), x),
        new Axis("count", Scale.of(heights, options.logY())),
        List.of(new Layer.Bars(edges, counts)),
        false);
  }

  private Range range(Source source) {
    if (options.range().isPresent()) {
      if (!options.range().get().isAbsolute()) {
        throw new IllegalArgumentException("percentiles are for charts of colors");
      }
      return options.range().get().among(new double[0]);
    }
    Range[] all = {Range.EMPTY};
    forEach(source, values -> all[0] = all[0].and(Range.of(values, options.logX())));
    return all[0];
  }

  /// Few whole numbers have a bar each.
  private double[] edges(Scale scale, boolean isWhole) {
    Range range = scale.range();
    double span = range.high() - range.low();
    int bins = options.bins().orElse(USUAL_BINS);
    double[] edges;
    if (isWhole && !scale.isLogarithmic() && span < bins && range.low() == Math.rint(range.low())) {
      edges = new double[(int) span + 2];
      Arrays.setAll(edges, i -> range.low() - 0.5 + i);
    } else {
      edges = new double[bins + 1];
      Arrays.setAll(edges, i -> scale.value((double) i / bins));
    }
    return edges;
  }

  private double[] count(Source source, Scale scale, int bins) {
    double[] counts = new double[bins];
    forEach(
        source,
        values -> {
          for (double value : values) {
            int bin = scale.cell(value, bins);
            if (bin >= 0) {
              counts[bin]++;
            }
          }
        });
    return counts;
  }

  private interface Numbers {
    void take(double[] values);
  }

  private void forEach(Source source, Numbers numbers) {
    if (source.shape().length == 1) {
      source.forEach((_, values) -> {
        numbers.take(values);
        progress.accept(values.length);
      });
    } else {
      source.forEachTile((_, _, _, values) -> {
        numbers.take(values);
        progress.accept(values.length);
      });
    }
  }
}
