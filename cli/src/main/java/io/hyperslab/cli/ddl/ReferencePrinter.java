package io.hyperslab.cli.ddl;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.NamedDatatype;
import io.hyperslab.StoredReference;
import io.hyperslab.dataspace.PointSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Prints references, and what they lead to.
final class ReferencePrinter {
  /// The width of lines with references, whatever the width of others is.
  private static final int COLUMNS = 80;

  /// References may lead to the dataset that they are in.
  private static final int DEEPEST = 8;

  private final Session session;
  private final DataPrinter data;
  private final LineFormat format;
  private int depth;

  ReferencePrinter(Session session, DataPrinter data) {
    this.session = session;
    this.data = data;
    format = LineFormat.plain(COLUMNS, session.format().perLine());
  }

  /// The texts of references of that file.
  ValuePrinter.References texts(Hdf5File file) {
    return (type, element) -> text(file, file.reference(type, element));
  }

  private Optional<String> text(Hdf5File file, StoredReference reference) {
    return switch (reference) {
      case StoredReference.Null() -> Optional.empty();
      case StoredReference.ToObject(ObjectReference target, _) ->
          Optional.of(
              kind(file, target)
                  + " "
                  + Long.toUnsignedString(target.address())
                  + " "
                  + quotedPath(file, target));
      case StoredReference.ToRegion(ObjectReference target, _, _, _) ->
          Optional.of("DATASET " + quotedPath(file, target));
      case StoredReference.ToAttribute(ObjectReference target, String name, _) ->
          Optional.of("ATTRIBUTE " + quotedPath(file, target) + " \"" + name + '"');
    };
  }

  private static String kind(Hdf5File file, ObjectReference target) {
    try {
      return switch (file.dereference(target)) {
        case Group _ -> "GROUP";
        case Dataset _ -> "DATASET";
        case NamedDatatype _ -> "DATATYPE";
      };
    } catch (Hdf5Exception e) {
      return "UNKNOWN";
    }
  }

  private String quotedPath(Hdf5File file, ObjectReference target) {
    return '"' + session.table(file).path(target.address()).orElse("") + '"';
  }

  /// Prints references, each on a line of its own with what it leads to below.
  void print(LineState outer, DataSource source, Reference type) {
    Optional<LinePrinter> printer = session.streams().ddl();
    if (printer.isEmpty() || source.dataspace().elementCount() == 0) {
      return;
    }
    LineState state = outer.copy();
    long[] number = {0};
    source.readAll((bytes, count) -> {
      for (long i = 0; i < count; i++) {
        MemorySegment element = bytes.asSlice(i * type.size(), type.size());
        printOne(printer.get(), state, source.file(), type, element, number[0]);
        number[0]++;
        state.inLine++;
      }
    });
  }

  private void printOne(
      LinePrinter printer,
      LineState state,
      Hdf5File file,
      Reference type,
      MemorySegment element,
      long number) {
    StoredReference reference = file.reference(type, element);
    state.needsLine = true;
    printer.print(format, state, text(file, reference).orElse("NULL"), number, 0);
    if (depth >= DEEPEST) {
      return;
    }
    depth++;
    try {
      switch (reference) {
        case StoredReference.ToObject(ObjectReference target, _) ->
            printTarget(state, file, target);
        case StoredReference.ToRegion region -> printRegion(printer, state, file, region, number);
        case StoredReference.Null() -> {}
        case StoredReference.ToAttribute _ -> {}
      }
    } finally {
      depth--;
    }
  }

  private void printTarget(LineState state, Hdf5File file, ObjectReference target) {
    Hdf5Object object;
    try {
      object = file.dereference(target);
    } catch (Hdf5Exception e) {
      return;
    }
    state.level++;
    if (object instanceof Dataset dataset) {
      data.print(state, new DataSource.OfDataset(dataset), session.options().layout().values());
    } else {
      session.line(state, "DATA {");
      session.line(state, "}");
    }
    state.level--;
  }

  private void printRegion(
      LinePrinter printer,
      LineState state,
      Hdf5File file,
      StoredReference.ToRegion region,
      long number) {
    Optional<ResolvedSelection> selection = region.selection();
    if (selection.isEmpty()
        || selection.get().isEmpty()
        || !(file.dereference(region.target()) instanceof Dataset dataset)) {
      return;
    }
    boolean points = region.stored() instanceof PointSelection;
    printer.print(format, state, points ? "{" : " {", number, 0);
    state.level++;
    List<RegionBlocks.Block> blocks =
        points ? points(selection.get()) : RegionBlocks.of(selection.get());
    String list =
        blocks.stream()
            .map(block -> points ? RegionBlocks.point(block.low()) : block.toString())
            .collect(Collectors.joining("," + LinePrinter.BREAK + " "));
    printer.line(format, state, "REGION_TYPE " + (points ? "POINT  " : "BLOCK  ") + list);
    state.needsLine = true;
    state.level++;
    new TypePrinter(printer, session.format(), state)
        .printNested(
            "DATATYPE  ",
            dataset.datatype(),
            dataset.committedDatatype().map(session.table(file)::typeName));
    state.level--;
    session.line(state, "DATASPACE " + SpaceText.of(dataset.dataspace()));
    if (session.options().content().regions()) {
      session.line(state, "DATA {");
      new RegionData(session, dataset, texts(file)).print(state, blocks);
      session.line(state, "}");
    }
    state.level--;
    session.line(state, "}");
  }

  private static List<RegionBlocks.Block> points(ResolvedSelection selection) {
    List<RegionBlocks.Block> points = new ArrayList<>();
    for (long ordinal = 0; ordinal < selection.elementCount(); ordinal++) {
      long[] at = new long[selection.rank()];
      selection.coordinatesOf(ordinal, at);
      points.add(new RegionBlocks.Block(at, at));
    }
    return points;
  }
}
