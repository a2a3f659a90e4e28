package io.hyperslab.bench.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// A command that both do.
///
/// @param name what the table calls it
/// @param files makes the files that it reads, in a folder, if they are not there
/// @param program the program of HDF5
/// @param arguments its arguments, run in that folder
/// @param own those of this project's own command for the same; empty if it has none
/// @param sameOutput whether both print the same bytes; if not, the files `out-*.h5` are compared
record Race(
    String name,
    Maker files,
    String program,
    List<String> arguments,
    List<String> own,
    boolean sameOutput) {
  /// Makes files.
  @FunctionalInterface
  interface Maker {
    void make(Path folder, double scale) throws IOException;
  }

  private static final Maker LARGE = Inputs::large;

  /// All of them.
  static final List<Race> ALL =
      List.of(
          new Race(
              "start: list a small file",
              Inputs::small,
              "h5ls",
              List.of("small.h5"),
              List.of("ls", "small.h5"),
              true),
          new Race(
              "a value of a small file",
              Inputs::small,
              "h5dump",
              List.of("-d", "/temperature", "-s", "0", "-c", "1", "small.h5"),
              List.of("get", "small.h5/temperature[0]"),
              true),
          new Race(
              "dump of 100,000 objects",
              Inputs::objects,
              "h5dump",
              List.of("objects.h5"),
              List.of(),
              true),
          new Race(
              "list of 100,000 objects",
              Inputs::objects,
              "h5ls",
              List.of("-r", "objects.h5"),
              List.of("ls", "-r", "objects.h5"),
              true),
          new Race(
              "repack of 1 GiB, shuffle and gzip 4",
              LARGE,
              "h5repack",
              List.of("-f", "SHUF", "-f", "GZIP=4", "large.h5", "out-OF.h5"),
              List.of(
                  "repack",
                  "--force",
                  "-q",
                  "--filter",
                  "shuffle",
                  "--filter",
                  "gzip=4",
                  "large.h5",
                  "out-own.h5"),
              false),
          new Race(
              "diff of two files of 1 GiB",
              LARGE,
              "h5diff",
              List.of("large.h5", "copy.h5"),
              List.of("diff", "-q", "large.h5", "copy.h5"),
              true));

  /// The arguments for one of those who run it: results have names of their own.
  List<String> argumentsOf(String who) {
    Function<String, String> named = word -> word.replace("OF", who);
    return arguments.stream().map(named).toList();
  }

  /// Takes away the results of runs before.
  static void clear(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "out-*.h5")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
