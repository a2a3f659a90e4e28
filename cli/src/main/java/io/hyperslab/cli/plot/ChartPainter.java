package io.hyperslab.cli.plot;

import io.hyperslab.cli.plot.Surface.Anchor;
import java.util.List;

/// Paints a chart: title, axes with ticks, what it shows, a legend or a bar of colors.
final class ChartPainter {
  private static final double SMALL = 12;
  private static final double LARGE = 15;
  private static final double GAP = 6;
  private static final double TICK = 5;
  private static final double COLOR_BAR = 18;
  private static final double SWATCH = 18;
  private static final int MOST_LETTERS = 500;
  private static final int FRAME = 0x505050;
  private static final int GRID = 0xe4e4e4;
  private static final double PIXELS_OF_TICK_X = 80;
  private static final double PIXELS_OF_TICK_Y = 45;

  private final Surface surface;
  private final Chart chart;
  private final int width;
  private final List<Tick> yTicks;
  private final List<Tick> colorTicks;
  private final Box frame;

  private ChartPainter(Surface surface, Chart chart, int width, int height) {
    this.surface = surface;
    this.chart = chart;
    this.width = width;
    int most = (int) Math.max(3, height / PIXELS_OF_TICK_Y);
    yTicks = Tick.along(chart.y().scale(), most);
    colorTicks = chart.cells().map(cells -> Tick.along(cells.colors(), most)).orElse(List.of());
    frame = frame(height);
  }

  /// Paints a chart that fills a surface.
  static void paint(Surface surface, Chart chart, int width, int height) {
    new ChartPainter(surface, chart, width, height).paint();
  }

  private Box frame(int height) {
    double left = GAP + widest(yTicks) + GAP + TICK + labelHeight(chart.y().label());
    double right = chart.cells().isPresent() ? colorBarWidth() : 2 * LARGE;
    double top = chart.title().isEmpty() ? LARGE : 3 * GAP + LARGE;
    top += chart.legend().isEmpty() ? 0 : SMALL + GAP;
    double bottom = TICK + 2 * GAP + SMALL + labelHeight(chart.x().label()) + GAP;
    double wide = Math.max(10, Math.floor(width - left - right));
    double high = Math.max(10, Math.floor(height - top - bottom));
    return fitted(new Box(Math.ceil(left), Math.ceil(top), wide, high));
  }

  private static double labelHeight(String label) {
    return label.isEmpty() ? 0 : SMALL + GAP;
  }

  private double widest(List<Tick> ticks) {
    return ticks.stream()
        .mapToDouble(tick -> surface.textWidth(tick.label(), SMALL))
        .max()
        .orElse(0);
  }

  private double colorBarWidth() {
    return 3 * GAP + COLOR_BAR + TICK + GAP + widest(colorTicks) + GAP + SMALL + 2 * GAP;
  }

  /// Makes the frame smaller until one unit is as long along both axes, if it has to be.
  private Box fitted(Box most) {
    if (!chart.isSquare()) {
      return most;
    }
    Range x = chart.x().scale().range();
    Range y = chart.y().scale().range();
    double ratio = (x.high() - x.low()) / (y.high() - y.low());
    double wide = Math.max(1, Math.floor(Math.min(most.width(), most.height() * ratio)));
    double high = Math.max(1, Math.floor(Math.min(most.height(), most.width() / ratio)));
    double left = most.left() + Math.floor((most.width() - wide) / 2);
    return new Box(left, most.top() + Math.floor((most.height() - high) / 2), wide, high);
  }

  private void paint() {
    if (chart.cells().isEmpty()) {
      grid();
    }
    for (int i = 0; i < chart.layers().size(); i++) {
      layer(chart.layers().get(i), Chart.color(i));
    }
    outline(frame);
    axes();
    double legend = chart.legend().isEmpty() ? 0 : SMALL + GAP;
    surface.text(
        shortened(chart.title(), width, LARGE),
        frame.left() + frame.width() / 2,
        frame.top() - 1.5 * GAP - legend,
        Anchor.MIDDLE,
        LARGE);
    chart.cells().ifPresent(this::colorBar);
    legend();
  }

  private double xOf(double value) {
    return frame.left() + frame.width() * chart.x().scale().position(value);
  }

  private double yOf(double value) {
    return frame.bottom() - frame.height() * chart.y().scale().position(value);
  }

  private List<Tick> xTicks() {
    return Tick.along(chart.x().scale(), (int) Math.max(3, frame.width() / PIXELS_OF_TICK_X));
  }

  private void grid() {
    for (Tick tick : xTicks()) {
      double x = xOf(tick.value());
      surface.line(x, frame.top(), x, frame.bottom(), GRID);
    }
    for (Tick tick : yTicks) {
      double y = yOf(tick.value());
      surface.line(frame.left(), y, frame.right(), y, GRID);
    }
  }

  private void outline(Box box) {
    surface.line(box.left(), box.top(), box.right(), box.top(), FRAME);
    surface.line(box.left(), box.bottom(), box.right(), box.bottom(), FRAME);
    surface.line(box.left(), box.top(), box.left(), box.bottom(), FRAME);
    surface.line(box.right(), box.top(), box.right(), box.bottom(), FRAME);
  }

  private void axes() {
    double belowTicks = frame.bottom() + TICK + GAP + SMALL;
    for (Tick tick : xTicks()) {
      double x = xOf(tick.value());
      surface.line(x, frame.bottom(), x, frame.bottom() + TICK, FRAME);
      surface.text(tick.label(), x, belowTicks - 2, Anchor.MIDDLE, SMALL);
    }
    for (Tick tick : yTicks) {
      double y = yOf(tick.value());
      surface.line(frame.left() - TICK, y, frame.left(), y, FRAME);
      surface.text(tick.label(), frame.left() - TICK - GAP, y + SMALL / 3, Anchor.END, SMALL);
    }
    surface.text(
        shortened(chart.x().label(), 2 * (width - frame.left() - frame.width() / 2), SMALL),
        frame.left() + frame.width() / 2,
        belowTicks + GAP + SMALL,
        Anchor.MIDDLE,
        SMALL);
    surface.textUpwards(
        shortened(chart.y().label(), frame.height() + frame.top(), SMALL),
        frame.left() - TICK - 2 * GAP - widest(yTicks),
        frame.top() + frame.height() / 2,
        SMALL);
  }

  private void layer(Layer layer, int color) {
    switch (layer) {
      case Layer.Line line -> surface.polyline(across(line.xs()), down(line.ys()), color, frame);
      case Layer.Points points ->
          surface.dots(
              across(points.xs()),
              down(points.ys()),
              points.xs().length > 20_000 ? 0.7 : points.xs().length > 1000 ? 1.3 : 2.5,
              color,
              frame);
      case Layer.Bars bars -> bars(bars, color);
      case Layer.Cells cells -> {
        int columns = (int) frame.width();
        int rows = (int) frame.height();
        surface.image(frame, CellImage.pixels(chart, cells, columns, rows), columns);
      }
    }
  }

  private double[] across(double[] values) {
    double[] places = new double[values.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = xOf(values[i]);
    }
    return places;
  }

  private double[] down(double[] values) {
    double[] places = new double[values.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = yOf(values[i]);
    }
    return places;
  }

  private void bars(Layer.Bars bars, int color) {
    for (int i = 0; i < bars.heights().length; i++) {
      double position = chart.y().scale().position(bars.heights()[i]);
      if (position > 0) {
        double left = xOf(bars.edges()[i]);
        double right = xOf(bars.edges()[i + 1]);
        double height = Math.min(1, position) * frame.height();
        double gap = right - left > 4 ? 1 : 0;
        surface.fill(
            new Box(left, frame.bottom() - height, Math.max(0.5, right - left - gap), height),
            color);
      }
    }
  }

  private void colorBar(Layer.Cells cells) {
    Box bar = new Box(frame.right() + 3 * GAP, frame.top(), COLOR_BAR, frame.height());
    int[] pixels = new int[(int) bar.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = cells.map().argb(1 - (i + 0.5) / pixels.length);
    }
    surface.image(bar, pixels, 1);
    outline(bar);
    for (Tick tick : colorTicks) {
      double y = bar.bottom() - bar.height() * cells.colors().position(tick.value());
      surface.line(bar.right(), y, bar.right() + TICK, y, FRAME);
      surface.text(tick.label(), bar.right() + TICK + GAP, y + SMALL / 3, Anchor.START, SMALL);
    }
    surface.textUpwards(
        shortened(cells.label(), frame.height() + frame.top(), SMALL),
        bar.right() + TICK + 2 * GAP + widest(colorTicks) + SMALL,
        bar.top() + bar.height() / 2,
        SMALL);
  }

  /// The names of the series above the frame, where they hide nothing.
  private void legend() {
    double left = frame.left();
    double middle = frame.top() - GAP - SMALL / 3;
    for (int i = 0; i < chart.legend().size(); i++) {
      String name = shortened(chart.legend().get(i), width - left - SWATCH - GAP, SMALL);
      if (!name.isEmpty()) {
        surface.fill(new Box(left, middle - 1, SWATCH, 2.5), Chart.color(i));
        surface.text(name, left + SWATCH + GAP, middle + SMALL / 3, Anchor.START, SMALL);
      }
      left += SWATCH + 4 * GAP + surface.textWidth(name, SMALL);
    }
  }

  /// A text without its end if there is no room for it; nothing if there is none at all.
  private String shortened(String text, double room, double size) {
    if (surface.textWidth(text, size) <= room) {
      return text;
    }
    int length = text.codePointCount(0, text.length());
    for (int kept = Math.min(length - 1, MOST_LETTERS); kept > 0; kept--) {
      String shorter = text.substring(0, text.offsetByCodePoints(0, kept)).strip() + "…";
      if (surface.textWidth(shorter, size) <= room) {
        return shorter;
      }
    }
    return "";
  }
}
