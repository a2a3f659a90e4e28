package io.hyperslab.cli.exchange;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5Object;
import io.hyperslab.array.NdArray;
import io.hyperslab.array.Npy;
import io.hyperslab.array.NpyWriter;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.DatatypeMismatchException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes datasets as arrays of numpy.
final class NumpyExport {
  private NumpyExport() {}

  /// Writes one array. Texts of UTF-8 or of variable length are looked at twice, so they have to
  /// fit into memory.
  ///
  /// @param out not closed
  static void write(PieceSource source, OutputStream out) {
    requireElements(source);
    requireKnown(source);
    if (!Npy.canWritePieces(source.datatype())) {
      Npy.write(source.whole(), out);
      return;
    }
    NpyWriter writer = Npy.writer(out, source.datatype(), source.shape());
    source.forEach(writer::write);
  }

  private static void requireElements(PieceSource source) {
    if (source.isNull()) {
      throw new DatatypeMismatchException(
          "npy file", -1, "dataspace", "null", "one with elements, or none of some shape");
    }
  }

  /// Refuses elements that numpy has nothing for.
  private static void requireKnown(PieceSource source) {
    Npy.write(NdArray.zeros(source.datatype(), 0), OutputStream.nullOutputStream());
  }

  /// Writes one array among those of a file.
  ///
  /// @param zip open; one more entry is added
  static void add(String name, PieceSource source, ZipOutputStream zip) throws IOException {
    requireElements(source);
    requireKnown(source); // an entry that was begun cannot be taken back
    zip.putNextEntry(new ZipEntry(name + ".npy"));
    write(source, zip);
    zip.closeEntry();
  }

  /// Writes all datasets that hard links lead to from a group down, under their paths from there.
  ///
  /// @param skip whether datasets that numpy has nothing for are left out
  /// @param out not closed
  /// @return the paths of datasets that were left out
  static List<String> writeGroup(
      Group group, boolean skip, OutputStream out, ExchangeProgress progress) throws IOException {
    List<String> skipped = new ArrayList<>();
    List<Dataset> datasets = datasets(group);
    long total = datasets.stream().mapToLong(Dataset::size).sum();
    long before = 0;
    ZipOutputStream zip = new ZipOutputStream(out);
    int prefix = group.path().equals("/") ? 1 : group.path().length() + 1;
    for (Dataset dataset : datasets) {
      long start = before;
      PieceSource source =
          new PieceSource(
              dataset, Selection.all(), (done, _) -> progress.progress(start + done, total));
      try {
        add(dataset.path().substring(prefix), source, zip);
      } catch (DatatypeMismatchException e) {
        if (!skip) {
          throw e.objectPath().isPresent() ? e : e.atObject(dataset.path());
        }
        skipped.add(dataset.path());
      }
      before += dataset.size();
    }
    zip.finish();
    return skipped;
  }

  private static List<Dataset> datasets(Group group) {
    try (Stream<Hdf5Object> all = group.walk()) {
      return all.filter(Dataset.class::isInstance).map(Dataset.class::cast).toList();
    }
  }
}
