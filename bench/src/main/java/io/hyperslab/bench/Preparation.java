package io.hyperslab.bench;

import io.hyperslab.bench.hyperslab.LzfMaker;
import io.hyperslab.bench.libhdf5.DataMaker;
import io.hyperslab.bench.task.DataFile;
import io.hyperslab.bench.task.Expected;
import io.hyperslab.bench.task.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The process that makes what a workload reads, and says what must come out. Both are kept.
public final class Preparation {
  private Preparation() {}

  /// Makes it, if it is not there.
  ///
  /// @param arguments workload, scale, directory
  public static void main(String[] arguments) throws IOException {
    Workload workload = Workload.named(arguments[0]);
    double scale = Double.parseDouble(arguments[1]);
    Path directory = Files.createDirectories(Path.of(arguments[2]));
    if (workload.file().isPresent()) {
      make(workload.file().get(), directory, scale);
    }
    Path expected = expected(directory, workload);
    if (Files.notExists(expected)) {
      Files.writeString(expected, Long.toString(Expected.checksum(workload, scale)));
    }
  }

  /// Where the checksum of a workload is kept.
  static Path expected(Path directory, Workload workload) {
    return directory.resolve(workload.id() + ".sum");
  }

  private static void make(DataFile file, Path directory, double scale) throws IOException {
    Path path = directory.resolve(file.fileName());
    if (Files.exists(path)) {
      return;
    }
    Path unfinished = directory.resolve(file.fileName() + ".new");
    if (file == DataFile.LZF) {
      LzfMaker.make(unfinished, scale);
    } else {
      DataMaker.make(file, unfinished, scale);
    }
    Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING);
  }
}
