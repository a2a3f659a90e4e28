package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/// A file for reading.
final class FileStorage implements Storage, OpenedFile {
  private final Path path;
  private final FileHandle file;

  private FileStorage(Path path, FileHandle file) {
    this.path = path;
    this.file = file;
  }

  static FileStorage open(Path path) throws IOException {
    return new FileStorage(path, FileHandle.open(path, FileHandle.Access.READ));
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public Optional<Path> path() {
    return Optional.of(path);
  }

  @Override
  public FileKey key() {
    return file.key();
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    return FileTransfer.read(file, position, target);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
