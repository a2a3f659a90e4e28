package io.hyperslab.cli.show;

import io.hyperslab.array.NdArray;
import io.hyperslab.cli.text.Quoted;
import io.hyperslab.cli.value.Column;
import io.hyperslab.cli.value.Columns;
import io.hyperslab.cli.value.Value;
import io.hyperslab.cli.value.ValueText;
import java.util.function.UnaryOperator;

/// Elements as the cells of tables.
///
/// @param columns decode elements
/// @param text writes them
/// @param isWhole whether long ones are written in full
/// @param unpacking what is done to elements before they are written
record Cells(Columns columns, ValueText text, boolean isWhole, UnaryOperator<Column> unpacking) {
  private static final int WIDEST = 48;

  /// The elements of an array.
  Column of(NdArray elements, int rank) {
    return unpacking.apply(columns.of(elements, rank));
  }

  /// The text of an element.
  String text(Value value) {
    String whole =
        value instanceof Value.Text one
            ? Quoted.escaped(one.text())
            : Quoted.printable(text.of(value));
    int most = isWhole ? Integer.MAX_VALUE : WIDEST;
    return whole.length() <= most
        ? whole
        : whole.substring(0, most - Grid.MORE.length()) + Grid.MORE;
  }
}
