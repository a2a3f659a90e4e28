package io.hyperslab.cli.h5ls;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.StoredReference;
import io.hyperslab.cli.ddl.RegionBlocks;
import io.hyperslab.cli.ddl.SpaceText;
import io.hyperslab.cli.ddl.TypePrinter;
import io.hyperslab.cli.dump.DataSource;
import io.hyperslab.cli.dump.LineFormat;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.LineState;
import io.hyperslab.dataspace.PointSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// Prints references, each on a line of its own with what it leads to below.
final class ReferenceLines {
  /// The width of lines with references, whatever the width of others is.
  private static final int COLUMNS = 80;

  /// Prints the elements of a dataset that a reference leads to.
  interface Elements {
    void print(DataSource source, LinePrinter printer, LineFormat format, LineState state);
  }

  /// Says in one line where a reference leads to.
  interface Text {
    String of(Hdf5File file, StoredReference reference);
  }

  private final LinePrinter printer;
  private final LineFormat format;
  private final LineFormat lines;
  private final Text texts;
  private final Elements elements;

  /// @param format of the data that the references are in
  /// @param elements prints what references lead to
  ReferenceLines(LinePrinter printer, LineFormat format, Text texts, Elements elements) {
    this.printer = printer;
    this.format = format;
    this.lines = format.withColumns(COLUMNS);
    this.texts = texts;
    this.elements = elements;
  }

  void print(DataSource source, Reference type, LineState outer) {
    LineState state = outer.copy();
    long[] number = {0};
    source.readAll((bytes, count) -> {
      for (long i = 0; i < count; i++) {
        MemorySegment element = bytes.asSlice(i * type.size(), type.size());
        print(source.file(), source.file().reference(type, element), state, number[0]);
        number[0]++;
        state.inLine++;
      }
    });
  }

  private void print(Hdf5File file, StoredReference reference, LineState state, long number) {
    state.needsLine = true;
    printer.print(lines, state, texts.of(file, reference), number, 0);
    switch (reference) {
      case StoredReference.ToObject(ObjectReference target, _) -> object(file, target, state);
      case StoredReference.ToRegion region -> region(file, region, state, number);
      default -> {}
    }
  }

  private void object(Hdf5File file, ObjectReference target, LineState state) {
    Hdf5Object object;
    try {
      object = file.dereference(target);
    } catch (Hdf5Exception e) {
      return; // its kind says that there is none
    }
    state.level++;
    printer.line(format, state, "DATA {");
    if (object instanceof Dataset dataset) {
      LineState inner = state.copy();
      inner.needsLine = true;
      elements.print(new DataSource.OfDataset(dataset), printer, format, inner);
    }
    state.needsLine = true;
    printer.startLine(format, state, 0, 0);
    printer.print(format, state, "}", 0, 0);
    state.level--;
  }

  private void region(
      Hdf5File file, StoredReference.ToRegion region, LineState state, long number) {
    Optional<ResolvedSelection> selection = region.selection();
    if (selection.isEmpty()
        || selection.get().isEmpty()
        || selection.get().rank() == 0 // all of a scalar dataset: h5ls says no more either
        || !(file.dereference(region.target()) instanceof Dataset dataset)) {
      return;
    }
    boolean points = region.stored() instanceof PointSelection;
    printer.print(lines, state, points ? "{" : " {", number, 0);
    state.level++;
    printer.line(
        lines,
        state,
        points
            ? "REGION_TYPE POINT  " + points(RegionBlocks.points(selection.get()))
            : "REGION_TYPE BLOCK  " + blocks(RegionBlocks.of(selection.get())));
    state.needsLine = true;
    state.level++;
    new TypePrinter(printer, lines, state)
        .printNested("DATATYPE  ", dataset.datatype(), Optional.empty());
    state.level--;
    printer.line(lines, state, "DATASPACE " + SpaceText.of(dataset.dataspace()));
    state.level--;
    printer.line(lines, state, "}");
  }

  private static String points(List<RegionBlocks.Block> points) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      text.append(i == 0 ? "Pt" : "," + LinePrinter.BREAK + " Pt").append(i).append(": ");
      text.append(RegionBlocks.point(points.get(i).low()));
    }
    return text.toString();
  }

  private static String blocks(List<RegionBlocks.Block> blocks) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < blocks.size(); i++) {
      text.append(i == 0 ? "Blk" : "," + LinePrinter.BREAK + " Blk").append(i).append(": ");
      text.append(blocks.get(i));
    }
    return text.toString();
  }
}
