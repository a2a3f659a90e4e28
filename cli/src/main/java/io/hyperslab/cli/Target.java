package io.hyperslab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file, and a path in it, written as one: `weather.h5/15/temperature`.
///
/// @param file the part that is a file of the system
/// @param path the rest, an absolute path; `/` when there is none
record Target(Path file, String path) {
  /// Takes the longest beginning that is a regular file.
  ///
  /// @throws NoSuchFileException if no beginning is one
  static Target of(String argument) throws IOException {
    int end = argument.length();
    while (end > 0) {
      Path file = Path.of(argument.substring(0, end));
      if (Files.isRegularFile(file)) {
        String rest = argument.substring(end).replaceAll("/+$", "");
        return new Target(file, rest.isEmpty() ? "/" : rest);
      }
      end = argument.lastIndexOf('/', end - 1);
    }
    // As it stands, so that the error says what it is.
    return new Target(Path.of(argument), "/");
  }
}
