package io.hyperslab.cli.ddl;

import io.hyperslab.Dataset;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.dump.DataSource;
import io.hyperslab.cli.dump.ElementPrinters;
import io.hyperslab.cli.dump.Elements;
import io.hyperslab.cli.dump.LineFormat;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.LineState;
import io.hyperslab.cli.dump.Session;
import io.hyperslab.cli.dump.ValueStyle;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Prints the elements of datasets and attributes: the block `DATA { ... }`.
final class DataPrinter {
  private final Session session;
  private final ReferencePrinter references;
  private final ElementPrinters printers;

  DataPrinter(Session session) {
    this.session = session;
    references = new ReferencePrinter(session, this);
    printers = new ElementPrinters(session);
  }

  /// Prints all elements.
  ///
  /// @param values how values are written
  void print(LineState state, DataSource source, ValueStyle values) {
    session.line(state, "DATA {");
    try {
      if (source.datatype() instanceof Reference type) {
        state.level++;
        references.print(state, source, type);
        state.level--;
      } else {
        printElements(state, source, values);
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      session.problem("unable to print data", e);
    }
    session.startedLine(state, "}");
  }

  /// Prints some elements of a dataset.
  void print(LineState state, Dataset dataset, Subset subset, ValueStyle values) {
    Subset.Complete selected = subset.complete(dataset.shape().length);
    session.line(state, "SUBSET {");
    state.level++;
    session.line(state, "START " + SpaceText.tuple(selected.start()) + ";");
    session.line(state, "STRIDE " + SpaceText.tuple(selected.stride()) + ";");
    session.line(state, "COUNT " + SpaceText.tuple(selected.count()) + ";");
    session.line(state, "BLOCK " + SpaceText.tuple(selected.block()) + ";");
    session.line(state, "DATA {");
    try {
      if (dataset.datatype() instanceof Reference type) {
        state.level++; // h5dump prints all references whatever the subset
        references.print(state, new DataSource.OfDataset(dataset), type);
        state.level--;
      } else {
        printSubset(state, dataset, selected, values);
      }
    } catch (Hdf5Exception | UncheckedIOException | IndexOutOfBoundsException e) {
      session.problem("unable to print data", e);
    }
    session.startedLine(state, "}");
    state.level--;
    session.startedLine(state, "}");
  }

  private void printElements(LineState outer, DataSource source, ValueStyle values) {
    Optional<LinePrinter> printer =
        source instanceof DataSource.OfDataset
            ? session.streams().data()
            : session.streams().attributes();
    Dataspace space = source.dataspace();
    LineState state = outer.copy();
    state.needsLine = true;
    state.shape(space.shape());
    boolean quoted = isText(source.datatype());
    LineFormat format = dataFormat(quoted);
    if (printer.isEmpty()) {
      return;
    }
    if (quoted) {
      state.level++;
      printer.get().startLine(format.withLineEnd(""), state, 0, 0);
    }
    try {
      if (space.elementCount() > 0) {
        ValueStyle style = quoted ? values.withCharacters() : values;
        Elements lines =
            printers.of(printer.get(), format, state, source, style, quoted ? "" : ",");
        lines.start(space.elementCount());
        source.readAll(lines::print);
      }
    } finally {
      if (quoted) {
        state.needsLine = false;
        printer.get().print(format.endOfQuoted(), state, "\"", 0, 0);
      }
    }
  }

  /// Whether the elements are printed as one text.
  private boolean isText(Datatype type) {
    return session.options().layout().characters()
        && type instanceof FixedPoint
        && type.size() == 1;
  }

  private LineFormat dataFormat(boolean quoted) {
    LineFormat format = session.format().forData(session.options().layout().indices());
    return quoted ? format.quoted() : format;
  }

  /// Rows are printed one by one, each with the coordinates it starts at; the dimensions before the
  /// last two go round outside of that.
  private void printSubset(
      LineState outer, Dataset dataset, Subset.Complete selected, ValueStyle values) {
    Optional<LinePrinter> printer = session.streams().data();
    long[] shape = dataset.shape();
    if (printer.isEmpty() || shape.length == 0) {
      return;
    }
    selected.requirePossible();
    DataSource source = new DataSource.OfDataset(dataset);
    LineState state = outer.copy();
    state.shape(shape);
    Elements lines = printers.of(printer.get(), dataFormat(false), state, source, values, ",");
    SubsetRows rows = new SubsetRows(selected);
    while (rows.hasNext()) {
      SubsetRows.Row row = rows.next();
      NdArray elements = dataset.read((Selection) row.selection());
      MemorySegment bytes = elements.segment();
      long count = bytes.byteSize() / Math.max(1, dataset.datatype().size());
      state.needsLine = true;
      state.position = position(row.selection().start(), shape);
      lines.start(row.isLast() ? count : Long.MAX_VALUE);
      lines.print(bytes, count);
      state.continued = true;
    }
  }

  private static long position(long[] at, long[] shape) {
    long position = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      position = position * shape[axis] + at[axis];
    }
    return position;
  }
}
