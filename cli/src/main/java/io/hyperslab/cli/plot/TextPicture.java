package io.hyperslab.cli.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A chart drawn with characters.
public final class TextPicture {
  private static final int COLUMNS_OF_TICK = 12;
  private static final int ROWS_OF_TICK = 3;
  private static final int COLOR_BAR = 24;
  private static final String SHADES = " .:-=+*#%@";
  private static final String BLOCK_SHADES = " ░▒▓█";

  private final Chart chart;
  private final TerminalStyle style;
  private final int width;
  private final int columns;
  private final int rows;
  private final int margin;
  private final List<Tick> yTicks;
  private final StringBuilder text = new StringBuilder();

  private TextPicture(Chart chart, int width, int height, TerminalStyle style) {
    this.chart = chart;
    this.style = style;
    this.width = width;
    int legend = chart.legend().isEmpty() && chart.cells().isEmpty() ? 0 : 1;
    int around =
        oneFor(chart.title()) + oneFor(chart.y().label()) + 2 + oneFor(chart.x().label()) + legend;
    int mostRows = Math.max(3, height - around);
    yTicks = Tick.along(chart.y().scale(), Math.max(3, mostRows / ROWS_OF_TICK));
    margin = yTicks.stream().mapToInt(tick -> tick.label().length()).max().orElse(0) + 1;
    int mostColumns = Math.max(5, width - margin - 2);
    double ratio = ratio();
    // A character is about twice as high as it is wide.
    columns = chart.isSquare() ? fit(mostRows * 2 * ratio, mostColumns) : mostColumns;
    rows = chart.isSquare() ? fit(mostColumns / 2.0 / ratio, mostRows) : mostRows;
  }

  private static int fit(double wanted, int most) {
    return Math.clamp(Math.round(wanted), 3, most);
  }

  private double ratio() {
    Range x = chart.x().scale().range();
    Range y = chart.y().scale().range();
    return (x.high() - x.low()) / (y.high() - y.low());
  }

  private static int oneFor(String label) {
    return label.isEmpty() ? 0 : 1;
  }

  /// The lines, all of them ended.
  ///
  /// @param width of the whole, in characters
  /// @param height of the whole, in lines
  public static String of(Chart chart, int width, int height, TerminalStyle style) {
    return new TextPicture(chart, width, height, style).draw();
  }

  private String draw() {
    centered(chart.title());
    if (!chart.y().label().isEmpty()) {
      line(cut(chart.y().label(), width));
    }
    List<String> body = chart.cells().map(this::cells).orElseGet(this::dots);
    for (int row = 0; row < rows; row++) {
      line(beside(row) + body.get(row));
    }
    xAxis();
    centered(chart.x().label());
    chart.cells().ifPresent(this::colorBar);
    legend();
    return text.toString();
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private void centered(String label) {
    if (!label.isEmpty()) {
      String shown = cut(label, width);
      line(" ".repeat(Math.max(0, margin + 1 + (columns - shown.length()) / 2)) + shown);
    }
  }

  /// Labels come from files; control characters must not reach the terminal.
  private String cut(String label, int most) {
    StringBuilder shown = new StringBuilder();
    label
        .codePoints()
        .map(c -> Character.isISOControl(c) || !style.isUnicode() && c > 0x7e ? '?' : c)
        .limit(most)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /// The label of a tick in this row, and the axis.
  private String beside(int row) {
    String label = "";
    boolean hasTick = false;
    for (Tick tick : yTicks) {
      if (row == rows - 1 - chart.y().scale().cell(tick.value(), rows)) {
        label = tick.label();
        hasTick = true;
      }
    }
    String axis = style.isUnicode() ? (hasTick ? "┤" : "│") : hasTick ? "+" : "|";
    return " ".repeat(margin - 1 - label.length()) + label + " " + axis;
  }

  private List<String> dots() {
    DotCanvas canvas = new DotCanvas(style, columns, rows);
    for (int i = 0; i < chart.layers().size(); i++) {
      int color = Chart.color(i);
      switch (chart.layers().get(i)) {
        case Layer.Line line -> line(canvas, line, color);
        case Layer.Points points -> {
          for (int j = 0; j < points.xs().length; j++) {
            canvas.dot(x(points.xs()[j]), y(points.ys()[j]), color);
          }
        }
        case Layer.Bars bars -> {
          for (int j = 0; j < bars.heights().length; j++) {
            canvas.column(x(bars.edges()[j]), x(bars.edges()[j + 1]), y(bars.heights()[j]), color);
          }
        }
        case Layer.Cells _ -> throw new IllegalStateException("cells have no dots");
      }
    }
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      lines.add(canvas.text(row));
    }
    return lines;
  }

  private void line(DotCanvas canvas, Layer.Line line, int color) {
    for (int i = 0; i < line.xs().length; i++) {
      double toX = x(line.xs()[i]);
      double toY = y(line.ys()[i]);
      boolean hasBefore = i > 0 && !Double.isNaN(line.ys()[i - 1]);
      if (hasBefore) {
        canvas.line(x(line.xs()[i - 1]), y(line.ys()[i - 1]), toX, toY, color);
      }
      canvas.dot(toX, toY, color);
    }
  }

  private double x(double value) {
    return chart.x().scale().position(value);
  }

  private double y(double value) {
    return chart.y().scale().position(value);
  }

  /// Half blocks with two colors each or, without colors, shades.
  private List<String> cells(Layer.Cells cells) {
    boolean halves = style.isUnicode() && style.colors() != TerminalStyle.Colors.NONE;
    int[] pixels = CellImage.pixels(chart, cells, columns, halves ? 2 * rows : rows);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        if (halves) {
          int upper = pixels[2 * row * columns + column];
          int lower = pixels[(2 * row + 1) * columns + column];
          line.append(halfBlock(upper, lower));
        } else {
          line.append(whole(cells, row, column, pixels[row * columns + column]));
        }
      }
      lines.add(line.append(style.reset()).toString());
    }
    return lines;
  }

  private String halfBlock(int upper, int lower) {
    if (upper == 0 && lower == 0) {
      return style.reset() + " ";
    }
    if (lower == 0) {
      return style.reset() + style.foreground(upper) + "▀";
    }
    return upper == 0
        ? style.reset() + style.foreground(lower) + "▄"
        : style.foreground(upper) + style.background(lower) + "▀";
  }

  private String whole(Layer.Cells cells, int row, int column, int pixel) {
    if (pixel == 0) {
      return style.reset() + " ";
    }
    return style.colors() == TerminalStyle.Colors.NONE
        ? shade(CellImage.value(chart, cells, columns, rows, column, row))
        : style.background(pixel) + " ";
  }

  private String shade(double position) {
    String shades = style.isUnicode() ? BLOCK_SHADES : SHADES;
    // The lowest shade is blank like what is missing; numbers begin with the next.
    int shade = 1 + (int) (Math.clamp(position, 0, 1) * (shades.length() - 1.001));
    return String.valueOf(shades.charAt(Math.min(shades.length() - 1, shade)));
  }

  private void xAxis() {
    List<Tick> ticks = Tick.along(chart.x().scale(), Math.max(2, columns / COLUMNS_OF_TICK));
    StringBuilder axis = new StringBuilder(" ".repeat(margin));
    axis.append(style.isUnicode() ? '└' : '+');
    axis.append((style.isUnicode() ? "─" : "-").repeat(columns));
    char[] labels = new char[width + columns + margin];
    Arrays.fill(labels, ' ');
    int free = 0;
    for (Tick tick : ticks) {
      int at = margin + 1 + chart.x().scale().cell(tick.value(), columns);
      axis.setCharAt(at, style.isUnicode() ? '┬' : '+');
      int start = Math.max(0, at - tick.label().length() / 2);
      if (start >= free && start + tick.label().length() <= width) {
        tick.label().getChars(0, tick.label().length(), labels, start);
        free = start + tick.label().length() + 1;
      }
    }
    line(axis.toString());
    line(new String(labels));
  }

  private void colorBar(Layer.Cells cells) {
    Range range = cells.colors().range();
    StringBuilder bar = new StringBuilder(" ".repeat(margin + 1));
    bar.append(Tick.shortText(range.low())).append(' ');
    for (int i = 0; i < COLOR_BAR; i++) {
      double position = (i + 0.5) / COLOR_BAR;
      bar.append(
          style.colors() == TerminalStyle.Colors.NONE
              ? shade(position)
              : style.background(cells.map().argb(position)) + " ");
    }
    bar.append(style.reset()).append(' ').append(Tick.shortText(range.high()));
    bar.append("  ").append(cut(cells.label(), Math.max(0, width - COLOR_BAR - margin - 24)));
    line(bar.toString());
  }

  private void legend() {
    List<String> names = chart.legend();
    if (names.isEmpty()) {
      return;
    }
    StringBuilder legend = new StringBuilder(" ".repeat(margin));
    String mark = style.isUnicode() ? "━━" : "--";
    for (int i = 0; i < names.size(); i++) {
      legend.append(' ').append(style.foreground(Chart.color(i))).append(mark);
      legend.append(style.reset()).append(' ').append(cut(names.get(i), width)).append(' ');
    }
    line(legend.toString());
  }
}
