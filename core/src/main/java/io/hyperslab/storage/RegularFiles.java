package io.hyperslab.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// What may be opened as a file. A device never ends, and opening a pipe waits for a writer; so
/// neither is opened at all.
final class RegularFiles {
  private RegularFiles() {}

  /// The attributes of a file that may be opened.
  ///
  /// @throws IOException if it is missing or not a regular file; the message says which
  static BasicFileAttributes require(Path file) throws IOException {
    requireDefaultFileSystem(file);
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new FileSystemException(file.toString(), null, "is a directory");
    }
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "is not a regular file");
    }
    return attributes;
  }

  static void requireDefaultFileSystem(Path file) {
    if (!file.getFileSystem().equals(FileSystems.getDefault())) {
      throw new IllegalArgumentException(
          file + " is not on the default file system; read it into memory for Storage.memory");
    }
  }
}
