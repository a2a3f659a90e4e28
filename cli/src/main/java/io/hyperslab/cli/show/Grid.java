package io.hyperslab.cli.show;

import io.hyperslab.cli.text.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cells in columns. Numbers stand with their decimal points below each other, all else on the
/// left.
final class Grid {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d[\\d.]*(e[-+]\\d+)?|nan|inf|--|null|0x[0-9a-f.p+-]+)|");
  private static final String GAP = "  ";
  static final String MORE = "...";

  private final List<String> heading;
  private final List<List<String>> rows = new ArrayList<>();
  private int gapAfter = -1;

  /// @param heading the first line; what there is of columns
  Grid(List<String> heading) {
    this.heading = heading;
  }

  void add(List<String> cells) {
    rows.add(cells);
  }

  /// A line that says that rows were left out comes next.
  void gap() {
    gapAfter = rows.size();
  }

  /// Prints the columns that fit.
  ///
  /// @param labels columns in front that are always printed
  /// @param width of a line
  /// @param middle whether columns are left out in the middle, or at the end
  /// @param headed whether the heading is printed, if there is one
  /// @return the headings of columns that were left out at the end
  List<String> print(Output out, int labels, int width, boolean middle, boolean headed) {
    List<Layout> layouts = new ArrayList<>();
    for (int column = 0; column < heading.size(); column++) {
      layouts.add(layout(column));
    }
    List<Integer> shown = fitting(layouts, labels, width, middle);
    if (headed && heading.stream().anyMatch(text -> !text.isEmpty())) {
      line(out, shown, layouts, heading, true);
    }
    for (int row = 0; row < rows.size(); row++) {
      if (row == gapAfter) {
        out.println(GAP + MORE);
      }
      line(out, shown, layouts, rows.get(row), false);
    }
    return heading.stream().skip(middle ? heading.size() : shown.getLast() + 1L).toList();
  }

  /// How the cells of a column stand.
  ///
  /// @param left characters in front of the decimal point, or all of them where there are no
  ///   numbers
  /// @param right characters from the decimal point on
  /// @param width of the column, its heading included
  private record Layout(boolean isNumeric, int left, int right, int width) {}

  private Layout layout(int column) {
    boolean isNumeric = true;
    int left = 0;
    int right = 0;
    int widest = 0;
    for (List<String> row : rows) {
      String cell = row.get(column);
      int point = point(cell);
      isNumeric &= NUMBER.matcher(cell).matches();
      left = Math.max(left, point);
      right = Math.max(right, cell.length() - point);
      widest = Math.max(widest, length(cell));
    }
    int cells = isNumeric ? left + right : widest;
    return new Layout(isNumeric, left, right, Math.max(cells, length(heading.get(column))));
  }

  private static int point(String cell) {
    int point = cell.indexOf('.');
    int exponent = cell.indexOf('e');
    boolean hex = cell.contains("x");
    return hex || point < 0 && exponent < 0 ? cell.length() : point < 0 ? exponent : point;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /// The numbers of the columns that fit; -1 stands for those left out.
  private List<Integer> fitting(List<Layout> layouts, int labels, int width, boolean middle) {
    List<Integer> all = new ArrayList<>();
    long used = 0;
    for (int column = 0; column < layouts.size(); column++) {
      all.add(column);
      used += GAP.length() + layouts.get(column).width();
    }
    if (used <= width || layouts.size() <= labels + 1) {
      return all;
    }
    used += middle ? GAP.length() + MORE.length() : 0;
    while (used > width && all.size() > labels + 1) {
      int place = middle ? labels + (all.size() - labels) / 2 : all.size() - 1;
      used -= GAP.length() + layouts.get(all.get(place)).width();
      all.subList(place, place + 1).clear();
    }
    if (middle) {
      all.add(labels + (all.size() - labels + 1) / 2, -1);
    }
    return all;
  }

  private static void line(
      Output out, List<Integer> shown, List<Layout> layouts, List<String> cells, boolean heading) {
    StringBuilder line = new StringBuilder();
    for (int column : shown) {
      line.append(GAP);
      if (column < 0) {
        line.append(MORE);
        continue;
      }
      Layout layout = layouts.get(column);
      String cell = cells.get(column);
      int missing = layout.width() - length(cell);
      if (!layout.isNumeric()) {
        line.append(cell).append(" ".repeat(missing));
      } else if (heading) {
        line.append(" ".repeat(missing)).append(cell);
      } else {
        int behind = layout.right() - (cell.length() - point(cell));
        line.append(" ".repeat(Math.max(0, missing - behind)))
            .append(cell)
            .append(" ".repeat(behind));
      }
    }
    out.println(line.toString().stripTrailing());
  }
}
