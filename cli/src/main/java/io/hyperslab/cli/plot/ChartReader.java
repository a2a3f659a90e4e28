package io.hyperslab.cli.plot;

import io.hyperslab.cli.place.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Makes a chart of what is in files, which are read once or twice, part by part; what is kept is
/// what can be seen.
public final class ChartReader {
  /// Room at the ends of the y axis, as a part of it.
  private static final double PADDING = 0.04;

  private final ChartOptions options;
  private final LongConsumer progress;
  private final List<Layer> layers = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private String xLabel = "";
  private Range xs = Range.EMPTY;
  private Optional<Chart> table = Optional.empty();

  /// @param options what is wanted
  /// @param progress is told how many numbers were read since the last time
  public ChartReader(ChartOptions options, LongConsumer progress) {
    this.options = options;
    this.progress = progress;
  }

  /// Adds a series, or the table of numbers that the chart shows.
  ///
  /// @param place what holds the numbers
  /// @param at where they are along the x axis; empty for what the file says, or their indices
  /// @throws IllegalArgumentException if it cannot be shown so
  public void add(Place place, Optional<Place> at) {
    Source source = new Source(place, options.isRaw());
    boolean isTable = options.kind() == ChartOptions.Kind.USUAL && source.shape().length == 2;
    boolean isAlone = isTable || options.kind() == ChartOptions.Kind.HISTOGRAM;
    if (table.isPresent() || isAlone && !layers.isEmpty()) {
      throw new IllegalArgumentException(
          "a histogram or a table of numbers fills a chart alone: plot them one by one");
    }
    if (options.kind() == ChartOptions.Kind.HISTOGRAM) {
      table = Optional.of(new HistogramReader(options, progress).chart(source));
    } else if (isTable) {
      table = Optional.of(new TableReader(options, progress).chart(source));
    } else {
      addSeries(source, at.map(x -> new Source(x, options.isRaw())));
    }
  }

  private void addSeries(Source source, Optional<Source> at) {
    if (source.shape().length == 2) {
      throw new IllegalArgumentException("two dimensions: select one of them, such as [0, :]");
    }
    SeriesReader reader = new SeriesReader(options, source, at, progress);
    layers.add(reader.layer());
    labels.add(source.label());
    notes.addAll(reader.notes());
    xs = xs.and(reader.xs());
    xLabel = layers.size() == 1 || xLabel.equals(reader.xLabel()) ? reader.xLabel() : "";
  }

  /// What a user should know about how numbers are shown.
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /// The chart.
  ///
  /// @throws IllegalStateException if nothing was added
  public Chart chart() {
    if (table.isPresent()) {
      return table.get();
    }
    if (layers.isEmpty()) {
      throw new IllegalStateException("a chart of nothing");
    }
    boolean sameLabel = labels.stream().distinct().count() == 1;
    String title = options.title().orElse(layers.size() == 1 ? name(layers.getFirst()) : "");
    boolean hasPoints = layers.stream().anyMatch(Layer.Points.class::isInstance);
    Scale across = Scale.of(xs, options.logX());
    Axis x = new Axis(xLabel, hasPoints ? across.padded(PADDING / 2) : across);
    Axis y = new Axis(sameLabel ? labels.getFirst() : "", yScale());
    return new Chart(title, x, y, layers, false);
  }

  private Scale yScale() {
    Range all = Range.EMPTY;
    double[] first = new double[0];
    for (Layer layer : layers) {
      double[] ys = ys(layer);
      first = first.length == 0 ? ys : first;
      all = all.and(Range.of(ys, options.logY()));
    }
    if (options.range().isPresent()) {
      return Scale.of(options.range().get().among(first), options.logY());
    }
    return Scale.of(all, options.logY()).padded(PADDING);
  }

  private static double[] ys(Layer layer) {
    return switch (layer) {
      case Layer.Line line -> line.ys();
      case Layer.Points points -> points.ys();
      case Layer.Bars _, Layer.Cells _ -> new double[0];
    };
  }

  private static String name(Layer layer) {
    return switch (layer) {
      case Layer.Line line -> line.name();
      case Layer.Points points -> points.name();
      case Layer.Bars _, Layer.Cells _ -> "";
    };
  }
}
