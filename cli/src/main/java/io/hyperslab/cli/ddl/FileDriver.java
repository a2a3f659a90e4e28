package io.hyperslab.cli.ddl;

import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.cli.tool.ToolFiles;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a file is spread over the files of the system.
@FunctionalInterface
interface FileDriver {
  /// What the names of the parts have at their ends that split and multi files consist of.
  List<String> ENDINGS =
      List.of("-m.h5", "-s.h5", "-b.h5", "-r.h5", "-g.h5", "-l.h5", "-o.h5", ".meta", ".raw");

  /// Opens a file for reading.
  Hdf5File open(Path path, OpenOptions options) throws IOException;

  /// The driver of that name; if none is given, one that tries all.
  ///
  /// @throws UsageException if there is no such driver
  static FileDriver of(Optional<String> name) throws UsageException {
    if (name.isEmpty()) {
      return FileDriver::openSomehow;
    }
    return switch (name.get()) {
      case "sec2", "stdio", "core", "log" -> Hdf5File::open;
      case "family" -> FileDriver::openFamily;
      case "split" -> (path, options) -> Hdf5File.open(Storage.split(path), options);
      case "multi" -> (path, options) -> Hdf5File.open(Storage.multi(path), options);
      default -> throw new UsageException("there is no driver '" + name.get() + "'", false);
    };
  }

  /// The files of the system that a file may consist of, those that exist.
  ///
  /// @param driver the name of the one it is opened with; empty for one that tries all
  static List<Path> files(Path path, Optional<String> driver) {
    Path name = path.getFileName();
    if (name == null) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    boolean all = driver.isEmpty() && !Files.exists(path);
    if (all || driver.equals(Optional.of("family"))) {
      files.addAll(ToolFiles.family(path));
    }
    if (all || driver.equals(Optional.of("split")) || driver.equals(Optional.of("multi"))) {
      ENDINGS.forEach(ending -> files.add(path.resolveSibling(name + ending)));
    }
    files.add(path);
    files.removeIf(Files::notExists);
    return files;
  }

  private static Hdf5File openFamily(Path pattern, OpenOptions options) throws IOException {
    try {
      return Hdf5File.open(Storage.family(pattern), options);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Opens a file, or the parts whose names come from a name that no file has.
  private static Hdf5File openSomehow(Path path, OpenOptions options) throws IOException {
    try {
      return Hdf5File.open(path, options);
    } catch (NoSuchFileException e) {
      for (String driver : List.of("family", "split", "multi")) {
        Optional<Hdf5File> file = tryOpen(driver, path, options);
        if (file.isPresent()) {
          return file.get();
        }
      }
      throw e;
    }
  }

  private static Optional<Hdf5File> tryOpen(String driver, Path path, OpenOptions options) {
    try {
      return Optional.of(of(Optional.of(driver)).open(path, options));
    } catch (IOException | UsageException | Hdf5Exception e) {
      return Optional.empty(); // what is said of the name as a file is said of all of them
    }
  }
}
