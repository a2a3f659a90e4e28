package io.hyperslab.cli.h5ls;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.cli.dump.DataSource;
import io.hyperslab.cli.dump.ElementLines;
import io.hyperslab.cli.dump.LineFormat;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.LineState;
import io.hyperslab.cli.h5ls.LsOptions.Flag;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import java.io.UncheckedIOException;

/// Prints the elements of datasets and attributes.
final class DataText {
  private static final String UNPRINTED = "        Unable to print data.";

  /// As wide as a line gets that is not broken.
  private static final int WIDEST = 65535;

  /// Where the elements of a dataset stand.
  private static final int DATASET_LEVEL = 1;

  /// Where those of an attribute stand.
  private static final int ATTRIBUTE_LEVEL = 3;

  /// References may lead to the dataset that they are in.
  private static final int DEEPEST = 8;

  /// How many references below others are enough: a few that lead to each other are as many as one
  /// likes.
  private static final long ENOUGH_BELOW = 1 << 20;

  private final LsText text;
  private final LsOptions options;
  private final ReferenceText references;
  private int depth;
  private long below;

  DataText(LsText text, LsOptions options, ReferenceText references) {
    this.text = text;
    this.options = options;
    this.references = references;
  }

  void ofDataset(Dataset dataset) {
    text.append("    Data:\n");
    boolean simple = options.has(Flag.SIMPLE);
    String margin = simple ? "        " : "         ";
    print(new DataSource.OfDataset(dataset), dataset.path(), DATASET_LEVEL, margin, "         ");
  }

  void ofAttribute(Attribute attribute) {
    text.append("        Data:\n");
    boolean simple = options.has(Flag.SIMPLE);
    String margin = simple ? "        " : "         ";
    print(
        new DataSource.OfAttribute(attribute),
        attribute.owner().path() + ": attribute " + attribute.name(),
        ATTRIBUTE_LEVEL,
        margin,
        simple ? "        " : "          ");
  }

  /// @param margin in front of a line
  /// @param continued in front of a line that goes on with an element
  private void print(
      DataSource source, String subject, int level, String margin, String continued) {
    LinePrinter printer = text.printer();
    LineState state = new LineState(level);
    state.column = 0;
    state.needsLine = true;
    state.shape(source.dataspace().shape());
    LineFormat format = format(source.datatype(), margin, continued);
    try {
      if (source instanceof DataSource.OfAttribute && source.dataspace().isNull()) {
        printer.print(format, state, UNPRINTED, 0, 0); // h5ls takes that for a failure
      } else {
        elements(source, printer, format, state);
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      printer.print(format, state, UNPRINTED, 0, 0);
      text.problem(subject, e);
    }
    text.append("\n");
  }

  private LineFormat format(Datatype type, String margin, String continued) {
    boolean simple = options.has(Flag.SIMPLE);
    boolean unbroken = simple || options.width() == 0;
    boolean quoted = ElementValue.isText(options, type);
    String quote = quoted ? "\"" : "";
    return new LineFormat(
        unbroken ? WIDEST : options.width(),
        unbroken ? 1 : 0,
        true,
        (_, _, section) -> section > 0 ? continued : margin + quote,
        quoted ? "" : " ",
        quote,
        false,
        !simple);
  }

  private void elements(
      DataSource source, LinePrinter printer, LineFormat format, LineState state) {
    if (source.datatype() instanceof Reference type) {
      if (type.kind() != Reference.Kind.STANDARD) { // newer than release 1.10
        references(source, type, printer, format, state);
        printer.raw("\n");
      }
    } else {
      values(source, ElementValue.isText(options, source.datatype()), printer, format, state);
    }
  }

  private void references(
      DataSource source, Reference type, LinePrinter printer, LineFormat format, LineState state) {
    long count = source.dataspace().elementCount();
    if (count > 0 && depth < DEEPEST && (depth == 0 || isFollowed(count))) {
      depth++;
      try {
        new ReferenceLines(printer, format, text(type), this::target).print(source, type, state);
      } finally {
        depth--;
      }
    }
  }

  /// Counts references below others, and tells when they are enough.
  private boolean isFollowed(long count) {
    if (below > ENOUGH_BELOW) {
      return false;
    }
    below = Math.min(Long.MAX_VALUE - count, below) + count;
    if (below > ENOUGH_BELOW) {
      text.problem(
          "references to references",
          new LimitExceededException(
              null,
              -1,
              "number of references below others",
              "larger",
              String.valueOf(ENOUGH_BELOW)));
    }
    return true;
  }

  private ReferenceLines.Text text(Reference type) {
    return options.has(Flag.HEXADECIMAL)
        ? (_, _) -> ElementValue.withoutDigits(type)
        : references::of;
  }

  /// Prints the elements of a dataset that a reference leads to.
  private void target(DataSource source, LinePrinter printer, LineFormat format, LineState state) {
    if (source.datatype() instanceof Reference type) {
      state.level++;
      references(source, type, printer, format, state);
    } else {
      state.shape(source.dataspace().shape());
      values(source, false, printer, format.withoutGap(), state);
    }
  }

  private void values(
      DataSource source,
      boolean characters,
      LinePrinter printer,
      LineFormat format,
      LineState state) {
    long count = source.dataspace().elementCount();
    if (count == 0) {
      return;
    }
    Hdf5File file = source.file();
    ElementValue values =
        new ElementValue(
            options,
            characters,
            source.indirectData(),
            (type, element) -> references.of(file, file.reference(type, element)));
    String separator = characters ? "" : options.has(Flag.SIMPLE) ? " " : ",";
    ElementLines lines =
        new ElementLines(printer, format, state, source.datatype(), values, separator);
    lines.start(count);
    source.readAll(lines::print);
  }
}
