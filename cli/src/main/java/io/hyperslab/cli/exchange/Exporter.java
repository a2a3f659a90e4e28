package io.hyperslab.cli.exchange;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.dataspace.Selection;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipOutputStream;

/// Exports datasets, piece by piece, so that they may be larger than memory; only images, and texts
/// for numpy, have to fit into it.
///
/// ```java
/// new Exporter(ExportOptions.defaults(), ExchangeProgress.none())
///     .write(file.dataset("/table"), Selection.all(), ExchangeFormat.CSV, System.out);
/// ```
///
/// What cannot be exported is a [io.hyperslab.error.DatatypeMismatchException]. For one thread.
public final class Exporter {
  private static final int BUFFER_BYTES = 1 << 16;

  private final ExportOptions options;
  private final ExchangeProgress progress;

  /// @param options how data is exported
  /// @param progress is told how far it is
  public Exporter(ExportOptions options, ExchangeProgress progress) {
    this.options = options;
    this.progress = progress;
  }

  /// What writes to a stream.
  @FunctionalInterface
  public interface Writing<T> {
    /// Writes.
    T to(OutputStream out) throws IOException;
  }

  /// Writes selected elements.
  ///
  /// @param out not closed
  /// @throws IOException if it fails
  /// @throws io.hyperslab.error.Hdf5Exception if elements cannot be read, or the format cannot hold
  ///   them
  public void write(Dataset dataset, Selection selection, ExchangeFormat format, OutputStream out)
      throws IOException {
    PieceSource source = new PieceSource(dataset, selection, progress);
    BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
    switch (format) {
      case CSV ->
          new TableExport(source, options.table().orElse(TableForm.csv()), options).write(buffered);
      case TSV ->
          new TableExport(source, options.table().orElse(TableForm.tsv()), options).write(buffered);
      case JSON -> new JsonExport(source, options).write(buffered);
      case NPY -> NumpyExport.write(source, buffered);
      case NPZ -> {
        ZipOutputStream zip = new ZipOutputStream(buffered);
        NumpyExport.add(dataset.name(), source, zip);
        zip.finish();
      }
      case PNG, TIFF -> new ImageExport(source, options).write(format, buffered);
    }
    buffered.flush();
  }

  /// Writes all datasets of a group, and of the groups below, as arrays of numpy
  /// ([ExchangeFormat#NPZ]). An array's name is the dataset's path from the group.
  ///
  /// @param out not closed
  /// @return the paths of datasets that were left out; see [ExportOptions#unsupportedSkipped()]
  /// @throws IOException if the stream fails
  /// @throws io.hyperslab.error.Hdf5Exception as for a dataset
  public List<String> write(Group group, OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
    List<String> skipped =
        NumpyExport.writeGroup(group, options.unsupportedSkipped(), buffered, progress);
    buffered.flush();
    return skipped;
  }

  /// Writes a file, which is there when it is whole, and not before. One that is replaced keeps its
  /// permissions, and what is a link to it stays one; devices and pipes are written to as they are.
  ///
  /// @param overwrite whether a file that is there is replaced
  /// @param writing writes what is in it
  /// @return what the writing gives
  /// @throws FileAlreadyExistsException if it is there and must not be replaced
  /// @throws IOException if it cannot be written
  public static <T> T toFile(Path file, boolean overwrite, Writing<T> writing) throws IOException {
    if (!overwrite && Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString(), null, "is there already");
    }
    boolean exists = Files.exists(file);
    if (exists && !Files.isRegularFile(file)) {
      try (OutputStream out = Files.newOutputStream(file)) {
        return writing.to(out);
      }
    }
    Path target = exists ? file.toRealPath() : file;
    Path partial =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    boolean done = false;
    try {
      T result;
      try (OutputStream out = Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW)) {
        if (exists) {
          keepPermissions(target, partial);
        }
        result = writing.to(out);
      }
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
      done = true;
      return result;
    } finally {
      if (!done) {
        Files.deleteIfExists(partial);
      }
    }
  }

  /// Gives a file the permissions of another one, where there are such.
  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    PosixFileAttributeView made = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (old != null && made != null) {
      made.setPermissions(old.readAttributes().permissions());
    }
  }
}
