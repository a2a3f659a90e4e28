package io.hyperslab.cli.show;

import io.hyperslab.TypedData;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.value.Column;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Elements with two axes or more, the last two of which are rows and columns.
///
/// @param out where it is printed
/// @param look how much of it
/// @param cells write elements
/// @param axes say where they are
record MatrixTable(Output out, Look look, Cells cells, Axes axes) {
  /// Cells that are set together, roughly.
  private static final long MOST_CELLS = 1 << 18;

  /// Prints a matrix.
  ///
  /// @param slice indices of the axes in front of the last two
  void print(TypedData data, long... slice) {
    long[] shape = data.dataspace().shape();
    Ends across = Ends.of(shape[shape.length - 1], look.columns());
    Coordinates right = axes.of(shape.length - 1, across);
    if (!right.name().isEmpty()) {
      out.println("  columns: " + right.name());
    }
    long each = Math.max(1, MOST_CELLS / across.count());
    boolean isFirst = true;
    long next = 0;
    Iterator<Ends> parts = Ends.parts(shape[shape.length - 2], look.rows(), each).iterator();
    while (parts.hasNext()) {
      Ends rows = parts.next();
      if (rows.start() > next) {
        out.println("  " + Grid.MORE);
      }
      next = rows.end();
      part(data, slice, rows, across, right, isFirst);
      isFirst = false;
    }
  }

  private void part(
      TypedData data, long[] slice, Ends rows, Ends across, Coordinates right, boolean isFirst) {
    Column elements = cells.of(data.read(selection(slice, rows, across)), 2);
    Coordinates down = axes.of(slice.length, rows);
    List<String> heading = new ArrayList<>(List.of(""));
    int labels = down.values().isEmpty() ? 1 : 2;
    if (labels > 1) {
      heading.add(down.name());
    }
    boolean isLabelled = !right.values().isEmpty();
    for (int column = 0; column < across.count(); column++) {
      heading.add(isLabelled ? right.values().get(column) : "[" + across.index(column) + "]");
    }
    Grid grid = new Grid(heading);
    for (int row = 0; row < rows.count(); row++) {
      if (row == rows.first() && rows.hasGap()) {
        grid.gap();
      }
      List<String> line = new ArrayList<>(List.of("[" + rows.index(row) + "]"));
      if (labels > 1) {
        line.add(down.values().get(row));
      }
      for (int column = 0; column < across.count(); column++) {
        line.add(cells.text(elements.at(row, column)));
      }
      grid.add(line);
    }
    grid.print(out, labels, look.width(), true, isFirst);
  }

  private static Selection selection(long[] slice, Ends rows, Ends across) {
    Axis[] entries = new Axis[slice.length + 2];
    for (int axis = 0; axis < slice.length; axis++) {
      entries[axis] = Axis.index(slice[axis]);
    }
    entries[slice.length] = rows.axis();
    entries[slice.length + 1] = across.axis();
    return Selection.axes(entries);
  }
}
