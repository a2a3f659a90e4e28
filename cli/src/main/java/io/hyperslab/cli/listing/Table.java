package io.hyperslab.cli.listing;

import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import java.util.ArrayList;
import java.util.List;

/// Rows in columns. A long listing is set in parts, so that it starts to appear at once.
final class Table {
  private static final int PART = 1000;
  private static final int WIDEST = 48;
  private static final String GAP = "  ";

  private final Output out;
  private final boolean colored;
  private final List<Row> rows = new ArrayList<>();

  Table(Output out, boolean colored) {
    this.out = out;
    this.colored = colored;
  }

  void add(Row row) {
    boolean isPrintable =
        Quoted.isPrintable(row.name())
            && arePrintable(row.columns())
            && arePrintable(row.details());
    rows.add(isPrintable ? row : printable(row));
    if (rows.size() == PART) {
      flush();
    }
  }

  private static boolean arePrintable(List<String> texts) {
    for (String text : texts) {
      if (!Quoted.isPrintable(text)) {
        return false;
      }
    }
    return true;
  }

  /// The row with control characters as escapes: a name from a file must not steer the terminal.
  private static Row printable(Row row) {
    return new Row(
        row.style(),
        Quoted.printable(row.name()),
        row.columns().stream().map(Quoted::printable).toList(),
        row.details().stream().map(Quoted::printable).toList());
  }

  /// Prints what was added.
  void flush() {
    List<Integer> widths = widths();
    for (Row row : rows) {
      print(row, widths);
    }
    rows.clear();
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    for (Row row : rows) {
      widen(widths, 0, row.name());
      for (int i = 0; i < row.columns().size(); i++) {
        widen(widths, i + 1, row.columns().get(i));
      }
    }
    return widths;
  }

  /// A text wider than the widest column does not push the others away.
  private static void widen(List<Integer> widths, int column, String text) {
    if (column == widths.size()) {
      widths.add(0);
    }
    int width = width(text);
    if (width <= WIDEST) {
      widths.set(column, Math.max(widths.get(column), width));
    }
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private void print(Row row, List<Integer> widths) {
    out.print(row.style().paint(row.name(), colored));
    int pending = widths.getFirst() - width(row.name());
    for (int i = 0; i < row.columns().size(); i++) {
      String text = row.columns().get(i);
      if (!text.isEmpty()) {
        out.print(" ".repeat(Math.max(0, pending))).print(GAP).print(text);
        pending = 0;
      } else {
        pending += GAP.length();
      }
      pending += widths.get(i + 1) - width(text);
    }
    out.println();
    for (String detail : row.details()) {
      out.print("    ").println(Style.DETAIL.paint(detail, colored));
    }
  }
}
