package io.hyperslab.cli.plot;

import io.hyperslab.dataspace.IndexRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Reads numbers of one dimension as a line or as points.
final class SeriesReader {
  /// Points of a column of pixels from which on a line is reduced.
  private static final int FEW = 4;

  private final ChartOptions options;
  private final Source source;
  private final Optional<Source> at;
  private final IndexRange indices;
  private final LongConsumer progress;
  private final List<String> notes = new ArrayList<>();
  private Range xs = Range.EMPTY;
  private Range ys = Range.EMPTY;

  /// @param at where the numbers are along the x axis, if the user said
  SeriesReader(ChartOptions options, Source source, Optional<Source> at, LongConsumer progress) {
    this.options = options;
    this.source = source;
    this.at = at.or(() -> source.scale(0));
    this.progress = progress;
    indices = source.indices(0);
    if (this.at.isPresent() && !this.at.get().hasShape(source.shape())) {
      throw new IllegalArgumentException(
          "%s has %d numbers, %s has %d"
              .formatted(source.name(), source.size(), this.at.get().name(), this.at.get().size()));
    }
  }

  private interface Point {
    void take(double x, double y);
  }

  private void forEach(Point point) {
    source.forEach((first, values) -> {
      if (at.isPresent()) {
        double[] places = at.get().part(first, values.length);
        for (int i = 0; i < values.length; i++) {
          point.take(places[i], values[i]);
        }
      } else {
        for (int i = 0; i < values.length; i++) {
          point.take((double) indices.at(first + i), values[i]);
        }
      }
      progress.accept(values.length);
    });
  }

  /// The line or the points.
  Layer layer() {
    boolean scatter = options.kind() == ChartOptions.Kind.SCATTER;
    if (scatter) {
      return points();
    } else if (source.size() <= (long) FEW * options.columns()) {
      return everything();
    }
    return line()
        .orElseGet(() -> {
          notes.add(source.name() + ": drawn as points, for x goes back and forth");
          return points();
        });
  }

  /// The line, if x goes in one direction, as nearly always: then it is read once only.
  private Optional<Layer> line() {
    double first = x(0);
    double last = x(source.size() - 1);
    double direction = Math.signum(last - first);
    boolean fromZero = options.logX() && at.isEmpty() && Math.min(first, last) <= 0;
    xs = new Range(fromZero ? 1 : Math.min(first, last), Math.max(first, last));
    Envelope envelope = new Envelope(Scale.of(xs, options.logX()), options.columns());
    double[] before = {first};
    boolean[] goesBack = {!(direction != 0) || !Double.isFinite(last - first)};
    if (!goesBack[0]) {
      forEach((placed, value) -> {
        goesBack[0] |= (placed - before[0]) * direction < 0;
        before[0] = placed;
        if (!goesBack[0]) { // else it would grow without end
          envelope.add(placed, value);
        }
      });
    }
    return goesBack[0] ? Optional.empty() : Optional.of(envelope.line(source.name()));
  }

  private double x(long index) {
    return at.isPresent() ? at.get().part(index, 1)[0] : (double) indices.at(index);
  }

  private Layer points() {
    measure();
    Cloud cloud =
        new Cloud(
            Scale.of(xs, options.logX()),
            Scale.of(ys, options.logY()),
            options.columns(),
            options.rows());
    forEach(cloud::add);
    return cloud.points(source.name());
  }

  private Layer everything() {
    int size = (int) source.size();
    double[] x = new double[size];
    double[] y = new double[size];
    int[] count = {0};
    forEach((placed, value) -> {
      x[count[0]] = placed;
      y[count[0]++] = value;
    });
    xs = Range.of(x, options.logX());
    return new Layer.Line(source.name(), x, y);
  }

  /// Finds out how far the numbers reach.
  private void measure() {
    Extremes x = new Extremes(options.logX());
    Extremes y = new Extremes(options.logY());
    forEach((placed, value) -> {
      x.add(placed);
      y.add(value);
    });
    xs = x.range();
    ys = y.range();
  }

  private static final class Extremes {
    private final double above;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    Extremes(boolean positive) {
      above = positive ? 0 : Double.NEGATIVE_INFINITY;
    }

    void add(double value) {
      if (value > above && value < Double.POSITIVE_INFINITY) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }

    Range range() {
      return new Range(low, high);
    }
  }

  /// How far it reaches along the x axis; known once it was read.
  Range xs() {
    return xs;
  }

  /// What the x axis shows.
  String xLabel() {
    return at.map(Source::label).or(() -> source.axisLabel(0)).orElse("index");
  }

  List<String> notes() {
    return notes;
  }
}
