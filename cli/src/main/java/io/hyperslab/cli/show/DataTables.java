package io.hyperslab.cli.show;

import io.hyperslab.TypedData;
import io.hyperslab.cli.place.Place;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import io.hyperslab.cli.value.Columns;
import io.hyperslab.cli.value.ElementWalk;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.value.Value;
import io.hyperslab.cli.value.ValueText;
import io.hyperslab.dataspace.Dataspace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Elements as tables. Only what is shown is read.
final class DataTables {
  private static final int MOST_ITEMS = 8;
  private static final int MANY_ITEMS = 1 << 12;

  private final Output out;
  private final Look look;
  private final Columns columns;
  private final ValueText text;
  private final References references;

  DataTables(Output out, Look look, References references) {
    this.out = out;
    this.look = look;
    this.columns = new Columns(references, look.isWhole() ? MANY_ITEMS : MOST_ITEMS);
    this.text = new ValueText(look.digits(), look.hex());
    this.references = references;
  }

  /// Shows the elements of a place.
  void print(Place place) {
    boolean isDataset = place.attribute().isEmpty();
    Optional<List<String>> texts =
        isDataset && place.steps().isEmpty()
            ? MatlabText.of(place.dataset(), look.rows())
            : Optional.empty();
    if (texts.isPresent()) {
      texts.get().forEach(line -> out.println("  " + Quoted.of(line)));
      return;
    }
    Packing packing = isDataset ? Packing.of(place.object()) : Packing.none();
    if (packing.isScaled() && !look.unpacked()) {
      out.println("  (packed: numbers are " + packing + "; --unpack shows them)");
    }
    Cells cells =
        new Cells(
            columns,
            text,
            look.isWhole(),
            look.unpacked() ? packing::unpacked : UnaryOperator.identity());
    print(place, cells);
  }

  private void print(Place place, Cells cells) {
    TypedData data = place.data();
    Dataspace space = data.dataspace();
    if (space.isNull()) {
      out.println("  (no elements: null dataspace)");
    } else if (space.elementCount() == 0) {
      out.println("  (no elements)");
    } else if (space.rank() == 0) {
      single(cells.of(data.read(), 0).at(), cells);
    } else {
      Axes axes = new Axes(place, references, columns, text);
      switch (space.rank()) {
        case 1 -> new RowTable(out, look, cells, axes).print(data);
        case 2 -> new MatrixTable(out, look, cells, axes).print(data);
        default -> slices(data, new MatrixTable(out, look, cells, axes));
      }
    }
  }

  /// A text keeps its lines; a compound has a line for each member.
  private void single(Value value, Cells cells) {
    switch (value) {
      case Value.Text lines -> lines(lines.text().lines().toList());
      case Value.Struct struct -> {
        Grid grid = new Grid(List.of("", ""));
        struct
            .members()
            .forEach(member ->
                grid.add(List.of(Quoted.printable(member.name()), cells.text(member.value()))));
        grid.print(out, 1, look.width(), false, false);
      }
      default -> out.println("  " + Quoted.printable(text.of(value)));
    }
  }

  private void lines(List<String> lines) {
    lines.stream()
        .limit(look.rows())
        .map(line -> Quoted.printable(line.replace("\t", "    ")))
        .forEach(line -> out.println("  " + line));
    if (lines.size() > look.rows()) {
      out.println("  ... (" + lines.size() + " lines; --all shows all)");
    }
  }

  /// The first matrices.
  private void slices(TypedData data, MatrixTable table) {
    long[] shape = data.dataspace().shape();
    long[] outer = Arrays.copyOf(shape, shape.length - 2);
    long count = Arrays.stream(outer).reduce(1, Math::multiplyExact);
    long[] slice = new long[outer.length];
    long number = 0;
    do {
      if (number == look.slices()) {
        out.println("  ... (" + count + " slices; select one, as in [-1], or --all shows all)");
        return;
      }
      out.println(
          Arrays.stream(slice)
              .mapToObj(Long::toString)
              .collect(Collectors.joining(", ", "  [", ", :, :]")));
      table.print(data, slice);
      number++;
    } while (ElementWalk.next(slice, outer));
  }
}
