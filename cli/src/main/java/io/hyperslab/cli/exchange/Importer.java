package io.hyperslab.cli.exchange;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Imports files into datasets, piece by piece, so that they may be larger than memory; only single
/// images have to fit into it.
///
/// ```java
/// try (Hdf5File file = Hdf5File.openOrCreate(Path.of("weather.h5"))) {
///   new Importer(ImportOptions.defaults(), ExchangeProgress.none())
///       .into(file.root(), "/2026/july", Path.of("july.csv"), ExchangeFormat.CSV);
/// }
/// ```
///
/// Nothing is committed: closing the file, or [io.hyperslab.Hdf5File#flush()], commits all of it,
/// and [io.hyperslab.Hdf5File#closeWithoutCommit()] nothing. Where an import fails, a part of it
/// may be in the open file: it is to be closed without a commit. For one thread.
public final class Importer {
  private final ImportOptions options;
  private final ExchangeProgress progress;

  /// @param options how data is imported
  /// @param progress is told how far it is
  public Importer(ImportOptions options, ExchangeProgress progress) {
    this.options = options;
    this.progress = progress;
  }

  /// Imports a file.
  ///
  /// @param group where the path starts
  /// @param path of the dataset; of a group, in which there are datasets by the names of arrays,
  ///   for [ExchangeFormat#NPZ]. Groups on the way are made
  /// @param source is read twice if it is text
  /// @return the datasets
  /// @throws io.hyperslab.error.NameExistsException if there is a dataset that has to stay
  /// @throws io.hyperslab.error.MalformedFileException if the file is broken, or of another format
  /// @throws io.hyperslab.error.DatatypeMismatchException if a value does not fit the datatype
  /// @throws io.hyperslab.error.Hdf5Exception if the dataset cannot be written
  /// @throws IOException if the file cannot be read
  public List<Dataset> into(Group group, String path, Path source, ExchangeFormat format)
      throws IOException {
    if (format == ExchangeFormat.NPZ) {
      String prefix = path.endsWith("/") ? path : path + "/";
      return new NumpyImport(options)
          .arrays(source, name -> new ImportTarget(group, prefix + name, options), progress);
    }
    ImportTarget target = new ImportTarget(group, path, options);
    return List.of(
        switch (format) {
          case CSV -> table(TableForm.csv(), source, target);
          case TSV -> table(TableForm.tsv(), source, target);
          case JSON -> new JsonImport(source, options, progress).into(target);
          case NPY -> new NumpyImport(options).array(source, target, progress);
          case PNG, TIFF -> new ImageImport(source, options, progress).into(target);
          case NPZ -> throw new IllegalStateException("more than one dataset");
        });
  }

  private Dataset table(TableForm usual, Path source, ImportTarget target) throws IOException {
    return new TableImport(source, options.table().orElse(usual), options, progress).into(target);
  }
}
