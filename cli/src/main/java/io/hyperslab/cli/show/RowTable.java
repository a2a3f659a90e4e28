package io.hyperslab.cli.show;

import io.hyperslab.TypedData;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import io.hyperslab.cli.value.Column;
import io.hyperslab.cli.value.Columns;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Elements with one axis: a row for each, members of compounds in columns.
///
/// @param out where it is printed
/// @param look how much of it
/// @param cells write elements
/// @param axes say where they are
record RowTable(Output out, Look look, Cells cells, Axes axes) {
  /// Rows that are set together.
  static final long MOST_ROWS = 4096;

  /// Columns of a part of the rows.
  private record Parts(List<String> heading, List<Column> columns) {}

  void print(TypedData data) {
    long size = data.dataspace().shape()[0];
    boolean isFirst = true;
    long next = 0;
    Iterator<Ends> parts = Ends.parts(size, look.rows(), MOST_ROWS).iterator();
    while (parts.hasNext()) {
      Ends rows = parts.next();
      if (rows.start() > next) {
        out.println("  " + Grid.MORE);
      }
      next = rows.end();
      part(data, rows, isFirst);
      isFirst = false;
    }
    if (size > look.rows()) {
      out.println("  (" + size + " rows; --rows N or --all shows more)");
    }
  }

  private void part(TypedData data, Ends rows, boolean isFirst) {
    Coordinates along = axes.of(0, rows);
    Parts parts = new Parts(new ArrayList<>(List.of("")), new ArrayList<>());
    int labels = 1;
    if (!along.values().isEmpty()) {
      parts.heading().add(along.name());
      labels++;
    }
    flatten("", data.read(Selection.axes(rows.axis())), parts);
    if (labels > 1 && parts.columns().size() == 1) {
      parts.heading().set(labels, axes.title());
    }
    Grid grid = new Grid(parts.heading());
    for (int row = 0; row < rows.count(); row++) {
      if (row == rows.first() && rows.hasGap()) {
        grid.gap();
      }
      grid.add(line(rows, row, along, parts.columns()));
    }
    List<String> left = grid.print(out, labels, look.width(), false, isFirst);
    if (!left.isEmpty()) {
      out.println(
          "  " + left.size() + " more columns (--all shows them): " + String.join(", ", left));
    }
  }

  private List<String> line(Ends rows, int row, Coordinates along, List<Column> columns) {
    List<String> line = new ArrayList<>(List.of("[" + rows.index(row) + "]"));
    if (!along.values().isEmpty()) {
      line.add(along.values().get(row));
    }
    for (Column column : columns) {
      line.add(cells.text(column.at(row)));
    }
    return line;
  }

  private void flatten(String name, NdArray elements, Parts out) {
    if (elements.rank() == 1
        && elements.datatype() instanceof Compound type
        && !Columns.isComplex(type)) {
      String prefix = name.isEmpty() ? "" : name + ".";
      for (Compound.Member member : type.members()) {
        flatten(prefix + Quoted.printable(member.name()), elements.field(member.name()), out);
      }
    } else {
      out.heading().add(name);
      out.columns().add(cells.of(elements, 1));
    }
  }
}
