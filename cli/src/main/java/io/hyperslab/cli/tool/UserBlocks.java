package io.hyperslab.cli.tool;

import io.hyperslab.Hdf5File;
import io.hyperslab.NeededFiles;
import io.hyperslab.cli.tool.ToolOptions.Spec;
import io.hyperslab.cli.tool.ToolOptions.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the programs that deal with user blocks have in common.
final class UserBlocks {
  private static final long SMALLEST = 512;

  private UserBlocks() {}

  /// The scanner of the options of `h5jam` and `h5unjam`.
  ///
  /// @param flag the long name of the option that only one of them has
  /// @param letter its short one
  static ToolOptions options(String letters, String flag, char letter) {
    return new ToolOptions(
        letters,
        Map.of(
            "help",
            new Spec('h', Value.NONE),
            "i",
            new Spec('i', Value.REQUIRED),
            "u",
            new Spec('u', Value.REQUIRED),
            "o",
            new Spec('o', Value.REQUIRED),
            flag,
            new Spec(letter, Value.NONE)));
  }

  /// Bytes of the user block of a file, as it says.
  static long size(Path file) throws IOException {
    try (Hdf5File opened = Hdf5File.open(file)) {
      return opened.properties().userBlockSize();
    }
  }

  /// Refuses to replace what a file needs of others.
  ///
  /// @param outputs files that are to be written
  /// @throws java.nio.file.FileAlreadyExistsException if it needs one of them
  static void requireUnneeded(Path file, List<Path> outputs) throws IOException {
    try (Hdf5File opened = Hdf5File.open(file)) {
      for (Path output : outputs) {
        NeededFiles.requireUnneeded(opened, output);
      }
    }
  }

  /// The smallest user block that some bytes fit into.
  ///
  /// @param bytes how many; 0 need none
  static long sizeFor(long bytes) {
    long size = SMALLEST;
    while (size < bytes) {
      size = Math.multiplyExact(size, 2);
    }
    return bytes == 0 ? 0 : size;
  }
}
