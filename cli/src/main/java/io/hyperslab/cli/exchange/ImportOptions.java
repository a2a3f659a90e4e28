package io.hyperslab.cli.exchange;

import io.hyperslab.filter.FilterSpec;
import java.util.List;
import java.util.Optional;

/// How data is imported.
///
/// @param table how tables are written; empty for what the format says
/// @param types datatypes in place of those that the file suggests
/// @param existing what happens to a dataset that is there
/// @param chunks the shape of chunks; empty if it is chosen where chunks are needed
/// @param filters what chunks pass, in that order
/// @param growing whether the first dimension of a new dataset may grow
/// @param matrix whether a table with names of columns becomes an array of two dimensions, without
///   the names
public record ImportOptions(
    Optional<TableForm> table,
    ImportTypes types,
    Existing existing,
    Optional<List<Long>> chunks,
    List<FilterSpec> filters,
    boolean growing,
    boolean matrix) {

  /// What happens to a dataset that is there.
  public enum Existing {
    /// It stays, and nothing is imported.
    REFUSED,
    /// The first dimension grows.
    APPENDED,
    /// It goes.
    REPLACED
  }

  /// Copies the lists.
  public ImportOptions {
    chunks = chunks.map(List::copyOf);
    filters = List.copyOf(filters);
  }

  /// Nothing special.
  public static ImportOptions defaults() {
    return new ImportOptions(
        Optional.empty(),
        ImportTypes.suggested(),
        Existing.REFUSED,
        Optional.empty(),
        List.of(),
        false,
        false);
  }

  /// With tables in another form.
  public ImportOptions withTable(TableForm form) {
    return new ImportOptions(Optional.of(form), types, existing, chunks, filters, growing, matrix);
  }

  /// With other datatypes.
  public ImportOptions withTypes(ImportTypes other) {
    return new ImportOptions(table, other, existing, chunks, filters, growing, matrix);
  }

  /// With another rule for datasets that are there.
  public ImportOptions withExisting(Existing other) {
    return new ImportOptions(table, types, other, chunks, filters, growing, matrix);
  }

  /// With chunks of a shape.
  public ImportOptions withChunks(List<Long> shape) {
    return new ImportOptions(table, types, existing, Optional.of(shape), filters, growing, matrix);
  }

  /// With filters.
  public ImportOptions withFilters(List<FilterSpec> others) {
    return new ImportOptions(table, types, existing, chunks, others, growing, matrix);
  }

  /// With a first dimension that may grow.
  public ImportOptions withGrowing() {
    return new ImportOptions(table, types, existing, chunks, filters, true, matrix);
  }

  /// With tables as arrays of two dimensions.
  public ImportOptions withMatrix() {
    return new ImportOptions(table, types, existing, chunks, filters, growing, true);
  }
}
