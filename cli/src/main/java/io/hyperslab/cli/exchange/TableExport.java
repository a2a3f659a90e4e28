package io.hyperslab.cli.exchange;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Compound;
import io.hyperslab.error.DatatypeMismatchException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Writes a dataset as a table: a row for each compound, or for each row of numbers.
final class TableExport {
  private static final int NOT_FLAT = 2;

  private final PieceSource source;
  private final TableForm form;
  private final ExportOptions options;
  private final CellTexts cells;

  /// What says, cell by cell, whether it stands in quotes.
  private static final class Quoting implements QuoteStrategy {
    private boolean wanted;

    @Override
    public boolean quoteValue(int line, int field, String value) {
      return wanted;
    }

    @Override
    public boolean quoteEmpty(int line, int field) {
      return wanted;
    }
  }

  private final Quoting quoting = new Quoting();

  TableExport(PieceSource source, TableForm form, ExportOptions options) {
    this.source = source;
    this.form = form;
    this.options = options;
    this.cells =
        new CellTexts(
            options.enumNumbers(), new References(source.dataset().file(), options.lossy()));
  }

  /// Writes the table.
  ///
  /// @param out not closed
  /// @throws DatatypeMismatchException if there are too many dimensions, or elements that a table
  ///   does not hold
  void write(OutputStream out) throws IOException {
    long[] shape = source.fullShape();
    boolean compounds = source.base() instanceof Compound compound && !Column.isComplex(compound);
    int most = compounds ? 1 : NOT_FLAT;
    if (shape.length > most && !options.flat()) {
      throw new DatatypeMismatchException(
          "table",
          -1,
          "dimensions",
          Arrays.toString(shape),
          "at most " + most + ": a slice of the dataset, or all in one table (--flat)");
    }
    TextSink sink = new TextSink(out);
    CsvWriter writer =
        CsvWriter.builder()
            .fieldSeparator(form.delimiter())
            .quoteCharacter(form.quote())
            .quoteStrategy(quoting)
            .lineDelimiter(LineDelimiter.LF)
            .bufferSize(0)
            .build(sink);
    if (compounds) {
      writeCompounds(writer, (Compound) source.base());
    } else {
      writeValues(writer, shape);
    }
    sink.flush();
  }

  private void writeCompounds(CsvWriter writer, Compound type) {
    List<Column> columns = Column.of(type);
    boolean[] quoted = new boolean[columns.size()];
    for (int c = 0; c < quoted.length; c++) {
      quoted[c] = cells.areQuoted(columns.get(c).type());
    }
    if (form.header() != TableForm.Header.ABSENT) {
      CsvWriter.CsvWriterRecord header = writer.writeRecord();
      for (Column column : columns) {
        String name = column.name().toString();
        quoting.wanted = CellKind.of(name) != CellKind.TEXT; // a name that looks like a value
        header.writeField(name);
      }
      header.endRecord();
    }
    source.forEach(piece -> {
      NdArray rows = piece.reshape(piece.size());
      List<IntFunction<String>> texts = new ArrayList<>();
      columns.forEach(column -> texts.add(cells.of(column.in(rows))));
      int count = rows.arrayLength();
      for (int i = 0; i < count; i++) {
        CsvWriter.CsvWriterRecord line = writer.writeRecord();
        for (int c = 0; c < quoted.length; c++) {
          quoting.wanted = quoted[c];
          line.writeField(texts.get(c).apply(i));
        }
        line.endRecord();
      }
    });
  }

  private void writeValues(CsvWriter writer, long[] shape) {
    long width = shape.length < NOT_FLAT ? 1 : shape[shape.length - 1];
    boolean quoted = cells.areQuoted(source.base());
    if (form.header() == TableForm.Header.PRESENT) {
      CsvWriter.CsvWriterRecord header = writer.writeRecord();
      for (long c = 0; c < width; c++) {
        header.writeField(width == 1 ? source.dataset().name() : Long.toString(c));
      }
      header.endRecord();
    }
    quoting.wanted = quoted;
    Row row = new Row(writer, width);
    source.forEach(piece -> {
      IntFunction<String> texts = cells.of(piece);
      int count = piece.arrayLength();
      for (int i = 0; i < count; i++) {
        row.add(texts.apply(i));
      }
    });
  }

  /// Puts cells into rows, which may be longer than pieces.
  private static final class Row {
    private final CsvWriter writer;
    private final long width;
    private CsvWriter.@Nullable CsvWriterRecord line;
    private long filled;

    Row(CsvWriter writer, long width) {
      this.writer = writer;
      this.width = width;
    }

    void add(String text) {
      CsvWriter.CsvWriterRecord open = line;
      if (open == null) {
        open = writer.writeRecord();
        line = open;
      }
      open.writeField(text);
      filled++;
      if (filled == width) {
        open.endRecord();
        line = null;
        filled = 0;
      }
    }
  }
}
