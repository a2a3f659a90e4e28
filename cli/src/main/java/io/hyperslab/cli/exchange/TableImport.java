package io.hyperslab.cli.exchange;

import io.hyperslab.Dataset;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.exchange.CsvRows.Row;
import io.hyperslab.cli.exchange.TableForm.Header;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Makes a dataset of a table, in two passes: the first one finds out how many rows there are and
/// what is in them, the second one writes them. Neither keeps more than some rows.
final class TableImport {
  private static final int PASSES = 2;
  private static final int BATCH_BYTES = 4 << 20;
  private static final int MOST_BATCH_ROWS = 1 << 14;
  private static final int MOST_COLUMNS = 1 << 16;

  private final Path file;
  private final TableForm form;
  private final ImportOptions options;
  private final ExchangeProgress progress;
  private final long bytes;
  private long done;

  TableImport(Path file, TableForm form, ImportOptions options, ExchangeProgress progress)
      throws IOException {
    this.file = file;
    this.form = form;
    this.options = options;
    this.progress = progress;
    this.bytes = Math.multiplyExact(PASSES, Files.size(file));
  }

  /// What the first pass found.
  ///
  /// @param names of the columns; empty if there is no header
  /// @param kinds of the columns
  /// @param rows without the header
  private record Survey(List<String> names, List<ColumnKind> kinds, long rows) {}

  private CsvRows rows() throws IOException {
    return new CsvRows(
        file,
        form,
        some -> {
          done += some;
          progress.progress(Math.min(done, bytes), bytes);
        });
  }

  /// Imports the table.
  Dataset into(ImportTarget target) throws IOException {
    Optional<Dataset> existing = target.existing(); // before anything is read
    Survey survey = survey();
    Datatype type = existing.map(Dataset::datatype).orElseGet(() -> datatype(survey));
    int width = survey.kinds().size();
    boolean compounds = type instanceof Compound compound && !Column.isComplex(compound);
    int rank = existing.map(dataset -> dataset.shape().length).orElse(width == 1 ? 1 : 2);
    ImportTarget.Filling filling =
        compounds || rank == 1
            ? target.open(type, survey.rows())
            : target.open(type, survey.rows(), width);
    Batch batch = compounds ? compounds(type, survey) : values(type, width, rank);
    fill(batch, filling, !survey.names().isEmpty(), width);
    return filling.dataset();
  }

  private Survey survey() throws IOException {
    try (CsvRows rows = rows()) {
      Optional<Row> first = rows.next();
      if (first.isEmpty()) {
        throw new MalformedFileException("table", -1, "rows", "none", "at least one");
      }
      int width = first.get().cells().size();
      if (width > MOST_COLUMNS) {
        throw new LimitExceededException(
            "table", -1, "columns", Integer.toString(width), "at most " + MOST_COLUMNS);
      }
      List<ColumnKind> kinds = new ArrayList<>();
      IntStream.range(0, width).forEach(_ -> kinds.add(new ColumnKind()));
      long count = 0;
      for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
        add(row.get(), kinds);
        count++;
      }
      if (isHeader(first.get(), kinds, count)) {
        return new Survey(first.get().cells(), kinds, count);
      }
      add(first.get(), kinds);
      return new Survey(List.of(), kinds, count + 1);
    }
  }

  private void add(Row row, List<ColumnKind> kinds) {
    requireWidth(row, kinds.size());
    for (int c = 0; c < kinds.size(); c++) {
      kinds.get(c).add(row.cells().get(c), isText(row, c));
    }
  }

  private boolean isText(Row row, int column) {
    return row.quoted().get(column) && !form.quotesIgnored();
  }

  private static void requireWidth(Row row, int width) {
    if (row.cells().size() != width) {
      throw new MalformedFileException(
          "table",
          -1,
          "line " + row.line(),
          row.cells().size() + " cells",
          width + ", as in the first row");
    }
  }

  private boolean isHeader(Row first, List<ColumnKind> kinds, long others) {
    if (form.header() != Header.AUTO) {
      return form.header() == Header.PRESENT;
    }
    List<String> cells = first.cells();
    boolean names = others > 0 && cells.stream().distinct().count() == cells.size();
    boolean unquoted = false;
    for (int c = 0; c < cells.size(); c++) {
      ColumnKind kind = new ColumnKind();
      kind.add(cells.get(c), isText(first, c));
      names &= kind.hasText() && !cells.get(c).isEmpty();
      unquoted |= !first.quoted().get(c);
    }
    return names && (unquoted || kinds.stream().anyMatch(kind -> !kind.isText()));
  }

  /// What a new dataset is of: of a table with names compounds; of one without them values, if all
  /// columns are alike.
  private Datatype datatype(Survey survey) {
    int width = survey.kinds().size();
    ColumnKind all = new ColumnKind();
    survey.kinds().forEach(all::add);
    boolean named = !survey.names().isEmpty() && !options.matrix();
    boolean alike = !all.isText() || survey.kinds().stream().allMatch(ColumnKind::isText);
    if (!named && (alike || options.matrix() || options.types().all().isPresent())) {
      return options.types().of(ColumnName.parse("0"), all.datatype());
    }
    List<ColumnName> names = names(survey.names(), width);
    // Elements of one array are of one datatype.
    Map<ColumnName, ColumnKind> shared = new HashMap<>();
    for (int c = 0; c < width; c++) {
      shared
          .computeIfAbsent(names.get(c).withoutIndices(), _ -> new ColumnKind())
          .add(survey.kinds().get(c));
    }
    List<Datatype> types = new ArrayList<>();
    for (ColumnName name : names) {
      ColumnKind kind = shared.getOrDefault(name.withoutIndices(), all);
      types.add(options.types().of(name, kind.datatype()));
    }
    return RowType.of(names, types);
  }

  private static List<ColumnName> names(List<String> header, int width) {
    return IntStream.range(0, width)
        .mapToObj(c -> ColumnName.parse(header.isEmpty() ? "column" + c : header.get(c)))
        .toList();
  }

  /// Rows that are written together.
  ///
  /// @param elements as many as a batch has rows, in the shape of the dataset
  /// @param writers of each cell
  /// @param store of their texts
  private record Batch(NdArray elements, List<CellWriter> writers, TextStore store) {
    int size() {
      return (int) elements.shape()[0];
    }
  }

  private static int batchRows(long rowBytes) {
    return Math.clamp(BATCH_BYTES / Math.max(1, rowBytes), 1, MOST_BATCH_ROWS);
  }

  private static Batch compounds(Datatype type, Survey survey) {
    TextStore store = new TextStore();
    NdArray elements = NdArray.zeros(type, batchRows(type.size())).withIndirectData(store);
    Map<String, Column> columns = new HashMap<>();
    Column.of((Compound) type).forEach(column -> columns.put(column.name().toString(), column));
    List<CellWriter> writers = new ArrayList<>();
    for (ColumnName name : names(survey.names(), survey.kinds().size())) {
      Column column = columns.remove(name.toString());
      if (column == null) {
        throw new DatatypeMismatchException(
            "table", -1, "column " + name, "there", "one of " + type + ", once");
      }
      writers.add(CellWriter.of(column.in(elements), store));
    }
    if (!columns.isEmpty()) {
      throw new DatatypeMismatchException(
          "table", -1, "columns " + columns.keySet(), "missing", "all of " + type);
    }
    return new Batch(elements, writers, store);
  }

  private static Batch values(Datatype type, int width, int rank) {
    if (type instanceof ArrayType || rank > 2 || rank == 1 && width != 1) {
      throw new DatatypeMismatchException(
          "table", -1, "columns", Integer.toString(width), "as many as a row of the dataset has");
    }
    TextStore store = new TextStore();
    int rows = batchRows(type.size() * width);
    long[] shape = rank == 1 ? new long[] {rows} : new long[] {rows, width};
    NdArray elements = NdArray.zeros(type, shape).withIndirectData(store);
    List<CellWriter> writers = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      NdArray column =
          rank == 1 ? elements : elements.view(Selection.axes(Axis.all(), Axis.index(c)));
      writers.add(CellWriter.of(column, store));
    }
    return new Batch(elements, writers, store);
  }

  private void fill(Batch batch, ImportTarget.Filling filling, boolean header, int width)
      throws IOException {
    try (CsvRows rows = rows()) {
      if (header) {
        rows.next();
      }
      int filled = 0;
      for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
        requireWidth(row.get(), width);
        put(batch, filled++, row.get());
        if (filled == batch.size() || batch.store().bytes() >= BATCH_BYTES) {
          write(batch, filled, filling);
          filled = 0;
        }
      }
      write(batch, filled, filling);
    }
  }

  private static void put(Batch batch, int at, Row row) {
    for (int c = 0; c < row.cells().size(); c++) {
      String text = row.cells().get(c);
      try {
        batch.writers().get(c).put(at, text);
      } catch (DatatypeMismatchException e) {
        DatatypeMismatchException placed =
            new DatatypeMismatchException(
                "table",
                -1,
                "cell " + (c + 1) + " of line " + row.line(),
                "'" + text + "'",
                e.expected());
        placed.initCause(e);
        throw placed;
      }
    }
  }

  private static void write(Batch batch, int rows, ImportTarget.Filling filling) {
    if (rows > 0) {
      filling.write(
          rows == batch.size()
              ? batch.elements()
              : batch.elements().view(Selection.slice(0, rows)));
    }
    batch.store().clear();
  }
}
