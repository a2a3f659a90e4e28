package io.hyperslab.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Tells files apart whatever their paths: the device and number of the file, or where the system
/// has no such thing (Windows), its real path.
///
/// @param identity what the system calls the file's key, or a [Path]
record FileKey(Object identity) {
  /// The key of the file that `path` leads to now.
  ///
  /// @throws IOException if it is missing or not a regular file
  static FileKey of(Path path) throws IOException {
    @Nullable Object key = RegularFiles.require(path).fileKey();
    return new FileKey(key == null ? path.toRealPath() : key);
  }

  // What a record has by itself is made at run time, at its first use. This is on the way to the
  // first value that a process reads, and took a twentieth of it.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileKey key && identity.equals(key.identity);
  }

  @Override
  public int hashCode() {
    return identity.hashCode();
  }

  /// Whether another file cannot have this key as long as this one is open.
  boolean isFirm() {
    return !(identity instanceof Path);
  }

  /// Makes sure that `path` still leads to this file.
  ///
  /// @throws IOException if it leads to another one, or to none
  void require(Path path) throws IOException {
    if (!equals(of(path))) {
      throw new FileSystemException(path.toString(), null, "was replaced while it was opened");
    }
  }
}
