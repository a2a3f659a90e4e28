package io.hyperslab.cli.tool;

import io.hyperslab.Hdf5File;
import io.hyperslab.NeededFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Files that are read, and so must not be written to. They are known for what they are, whatever
/// they are called: other paths, symbolic and hard links to one of them are the same file.
public final class InputFiles {
  /// Keys of the file system, or paths where it has none and for files that do not exist.
  private final Set<Object> keys = new HashSet<>();

  /// None.
  public InputFiles() {}

  /// Adds a file.
  ///
  /// @param file need not exist
  /// @throws IOException if it cannot be found out which one it is
  public void add(Path file) throws IOException {
    keys.add(key(file));
  }

  /// Whether a path leads to one of the files.
  ///
  /// @param file need not exist
  /// @throws IOException if it cannot be found out which one it is
  public boolean contains(Path file) throws IOException {
    return keys.contains(key(file));
  }

  /// Refuses to replace what is read.
  ///
  /// @param file the one that was opened
  /// @param output a file that is to be written; need not exist
  /// @throws FileAlreadyExistsException if it is that file, or one that anything in it needs
  public static void requireOther(Hdf5File file, Path output) throws IOException {
    if (!Files.isRegularFile(output)) {
      return; // what is not there holds nothing, and what is no regular file is not replaced
    }
    Path read = file.path().orElseThrow();
    if (Files.exists(read) && Files.isSameFile(read, output)) {
      throw new FileAlreadyExistsException(
          output.toString(), null, "is the file that is read, which is not replaced");
    }
    NeededFiles.requireUnneeded(file, output);
  }

  private static Object key(Path file) throws IOException {
    if (!Files.exists(file)) {
      return place(file.toAbsolutePath().normalize());
    }
    Optional<Object> key =
        Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    return key.isPresent() ? key.get() : file.toRealPath();
  }

  /// Where a file would be made.
  private static Path place(Path file) throws IOException {
    Path folder = file.getParent();
    return folder != null && Files.exists(folder)
        ? folder.toRealPath().resolve(file.getFileName())
        : file;
  }
}
