package io.hyperslab.storage;

/// A store whose bytes are one file.
interface OpenedFile {
  /// The file that was opened, wherever its path leads meanwhile.
  FileKey key();
}
