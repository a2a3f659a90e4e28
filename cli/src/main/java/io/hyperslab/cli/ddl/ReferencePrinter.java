package io.hyperslab.cli.ddl;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.StoredReference;
import io.hyperslab.cli.dump.DataSource;
import io.hyperslab.cli.dump.LineFormat;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.LineState;
import io.hyperslab.cli.dump.ReferenceTexts;
import io.hyperslab.cli.dump.Session;
import io.hyperslab.dataspace.PointSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Prints references, and what they lead to.
final class ReferencePrinter {
  /// The width of lines with references, whatever the width of others is.
  private static final int COLUMNS = 80;

  /// References may lead to the dataset that they are in.
  private static final int DEEPEST = 8;

  /// The most references that are printed below others: a few that lead to each other are as many
  /// as one likes.
  private static final int MOST_BELOW = 1 << 20;

  private final Session session;
  private final DataPrinter data;
  private final LineFormat format;
  private final ReferenceTexts texts;
  private int depth;
  private int below;

  ReferencePrinter(Session session, DataPrinter data) {
    this.session = session;
    this.data = data;
    texts = new ReferenceTexts(session);
    format = LineFormat.plain(COLUMNS, session.format().perLine());
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
    printer.print(format, state, texts.text(file, reference).orElse("NULL"), number, 0);
    count();
    if (depth >= DEEPEST) {
      return;
    }
    depth++;
    int level = state.level;
    try {
      switch (reference) {
        case StoredReference.ToObject(ObjectReference target, _) ->
            printTarget(state, file, target);
        case StoredReference.ToRegion region -> printRegion(printer, state, file, region, number);
        case StoredReference.Null() -> {}
        case StoredReference.ToAttribute _ -> {}
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      session.problem("unable to print what a reference leads to", e);
    } finally {
      depth--;
      state.level = level;
    }
  }

  /// Counts references below others, and tells when there are too many.
  private void count() {
    if (depth > 0 && below <= MOST_BELOW && ++below > MOST_BELOW) {
      session.problem(
          "references are no longer followed to references",
          new LimitExceededException(
              null, -1, "number of references below others", "larger", String.valueOf(MOST_BELOW)));
    }
  }

  private boolean isFollowed(Dataset dataset) {
    return below <= MOST_BELOW || !(dataset.datatype() instanceof Reference);
  }

  private void printTarget(LineState state, Hdf5File file, ObjectReference target) {
    Hdf5Object object;
    try {
      object = file.dereference(target);
    } catch (Hdf5Exception e) {
      return;
    }
    if (object instanceof Dataset dataset && !isFollowed(dataset)) {
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
        || selection.get().rank() == 0 // all of a scalar dataset: h5dump says no more either
        || !(file.dereference(region.target()) instanceof Dataset dataset)) {
      return;
    }
    boolean points = region.stored() instanceof PointSelection;
    List<RegionBlocks.Block> blocks =
        points ? RegionBlocks.points(selection.get()) : RegionBlocks.of(selection.get());
    Datatype type = dataset.datatype();
    Optional<String> typeName = dataset.committedDatatype().map(session.table(file)::typeName);
    printer.print(format, state, points ? "{" : " {", number, 0);
    state.level++;
    String list =
        blocks.stream()
            .map(block -> points ? RegionBlocks.point(block.low()) : block.toString())
            .collect(Collectors.joining("," + LinePrinter.BREAK + " "));
    printer.line(format, state, "REGION_TYPE " + (points ? "POINT  " : "BLOCK  ") + list);
    state.needsLine = true;
    state.level++;
    new TypePrinter(printer, session.format(), state).printNested("DATATYPE  ", type, typeName);
    state.level--;
    session.line(state, "DATASPACE " + SpaceText.of(dataset.dataspace()));
    if (session.options().content().regions()) {
      session.line(state, "DATA {");
      try {
        new RegionData(session, dataset).print(state, blocks);
      } catch (Hdf5Exception | UncheckedIOException e) {
        session.problem("unable to print data", e);
      }
      session.line(state, "}");
    }
    state.level--;
    session.line(state, "}");
  }
}
