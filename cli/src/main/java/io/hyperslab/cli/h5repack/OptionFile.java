package io.hyperslab.cli.h5repack;

import io.hyperslab.cli.h5repack.RepackException.Echo;
import java.util.Scanner;

/// A file of options `-f` and `-l`.
///
/// @param text what is in it
record OptionFile(String text) {
  /// Reads files.
  @FunctionalInterface
  interface Source {
    /// The text of a file.
    ///
    /// @throws RepackException if there is none of that name, or it cannot be read
    String text(String name) throws RepackException;
  }

  /// Adds what the options say.
  void addTo(StorageTable table) throws RepackException {
    try (Scanner words = new Scanner(text)) {
      while (words.hasNext()) {
        String option = words.next();
        if (!words.hasNext() || !option.equals("-f") && !option.equals("-l")) {
          throw new RepackException(Echo.NONE, "expected -f or -l and a value, found: " + option);
        } else if (option.equals("-f")) {
          table.addFilter(words.next());
        } else {
          table.addLayout(words.next());
        }
      }
    }
  }
}
