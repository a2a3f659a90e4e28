package io.hyperslab.cli.xml;

import io.hyperslab.Hdf5File;
import io.hyperslab.StoredReference;
import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.dump.DataSource;
import io.hyperslab.cli.dump.ElementPrinters;
import io.hyperslab.cli.dump.Elements;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.LineState;
import io.hyperslab.cli.dump.Session;
import io.hyperslab.cli.dump.StringEnd;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Prints elements of datasets and attributes.
final class XmlData {
  private static final String NULL = "NULL";

  private final Session session;
  private final XmlLines lines;

  XmlData(Session session, XmlLines lines) {
    this.session = session;
    this.lines = lines;
  }

  /// Prints the element `Data`, with all values but references.
  void print(int level, DataSource source) {
    lines.tag(level, "Data");
    lines.tag(level + 1, "DataFromFile");
    try {
      if (source.datatype() instanceof StringType type) {
        IndirectData indirect = source.indirectData();
        source.readAll((bytes, count) -> texts(level + 1, type, bytes, count, indirect));
      } else {
        session.streams().data().ifPresent(printer -> elements(printer, level + 1, source));
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      lines.line(level + 2, "Unable to print data.");
      session.passedOver("unable to print data", e);
    }
    lines.end(level + 1, "DataFromFile");
    lines.end(level, "Data");
  }

  /// Prints the element `Data` of what has none.
  void printNone(int level) {
    lines.element(level, "Data", () -> lines.tag(level + 1, "NoData/"));
  }

  /// Prints the element `Data` of references.
  void printReferences(int level, DataSource source, Reference type) {
    lines.tag(level, "Data");
    if (type.kind() == Reference.Kind.OBJECT) {
      lines.tag(level, "DataFromFile");
      try {
        source.readAll((bytes, count) -> references(level + 1, source.file(), type, bytes, count));
      } catch (Hdf5Exception | UncheckedIOException e) {
        session.problem("unable to print data", e);
      }
      lines.end(level, "DataFromFile");
    } else {
      lines.comment(level, "Note: Region references not supported");
      lines.tag(level, "NoData /");
    }
    lines.end(level, "Data");
  }

  private void elements(LinePrinter printer, int level, DataSource source) {
    LineState state = new LineState(level);
    state.needsLine = true;
    Elements elements =
        new ElementPrinters(session)
            .of(
                printer,
                session.format().unindexed(false),
                state,
                source,
                session.options().layout().values(),
                "");
    elements.start(source.dataspace().elementCount());
    source.readAll(elements::print);
  }

  private void texts(
      int level, StringType type, MemorySegment bytes, long count, IndirectData indirect) {
    for (long i = 0; i < count; i++) {
      MemorySegment element = bytes.asSlice(i * type.size(), type.size());
      Optional<MemorySegment> text =
          type instanceof VariableString ? pointedTo(element, indirect) : Optional.of(element);
      if (text.isPresent()) {
        lines.text(level, '"' + XmlText.value(untilZero(text.get())) + '"');
      } else {
        lines.line(level, NULL);
      }
    }
  }

  private static Optional<MemorySegment> pointedTo(MemorySegment element, IndirectData indirect) {
    NdArray descriptor =
        NdArray.of(
            element,
            new VariableLength(element.byteSize(), FixedPoint.UINT8),
            new long[0],
            indirect);
    return descriptor.isNullSequence()
        ? Optional.empty()
        : Optional.of(descriptor.sequence().segment());
  }

  private static String untilZero(MemorySegment text) {
    return Latin1.ofBytes(text.asSlice(0, StringEnd.of(text)).toArray(ValueLayout.JAVA_BYTE));
  }

  private void references(
      int level, Hdf5File file, Reference type, MemorySegment bytes, long count) {
    for (long i = 0; i < count; i++) {
      MemorySegment element = bytes.asSlice(i * type.size(), type.size());
      lines.line(level, '"' + path(file, type, element) + '"');
    }
  }

  /// The path of what a reference leads to.
  String path(Hdf5File file, Reference type, MemorySegment element) {
    return file.reference(type, element) instanceof StoredReference.ToObject(var target, _)
        ? session.table(file).path(target.address()).map(XmlText::value).orElse(NULL)
        : NULL;
  }
}
