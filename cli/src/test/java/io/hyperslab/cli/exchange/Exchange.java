package io.hyperslab.cli.exchange;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.dataspace.Selection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Exports to memory and imports from small files.
final class Exchange {
  private Exchange() {}

  static byte[] bytes(Dataset dataset, ExchangeFormat format, ExportOptions options)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Exporter(options, ExchangeProgress.none()).write(dataset, Selection.all(), format, out);
    return out.toByteArray();
  }

  static String text(Dataset dataset, ExchangeFormat format) throws IOException {
    return new String(bytes(dataset, format, ExportOptions.defaults()), StandardCharsets.UTF_8);
  }

  static String csv(Dataset dataset) throws IOException {
    return text(dataset, ExchangeFormat.CSV);
  }

  static Dataset imported(Hdf5File file, Path folder, String name, byte[] source)
      throws IOException {
    return imported(file, folder, name, source, ImportOptions.defaults());
  }

  static Dataset imported(
      Hdf5File file, Path folder, String name, byte[] source, ImportOptions options)
      throws IOException {
    Path path = folder.resolve(name);
    Files.write(path, source);
    return new Importer(options, ExchangeProgress.none())
        .into(file.root(), "/in/data", path, ExchangeFormat.ofFile(name).orElseThrow())
        .getFirst();
  }

  static Dataset imported(
      Hdf5File file, Path folder, String name, String source, ImportOptions options)
      throws IOException {
    return imported(file, folder, name, source.getBytes(StandardCharsets.UTF_8), options);
  }

  static Dataset imported(Hdf5File file, Path folder, String name, String source)
      throws IOException {
    return imported(file, folder, name, source, ImportOptions.defaults());
  }
}
