package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/// A file for reading and writing.
final class WritableFileStorage implements WritableStorage, OpenedFile {
  private final Path path;
  private final FileHandle file;

  private WritableFileStorage(Path path, FileHandle file) {
    this.path = path;
    this.file = file;
  }

  static WritableFileStorage open(Path path) throws IOException {
    return new WritableFileStorage(path, FileHandle.open(path, FileHandle.Access.READ_WRITE));
  }

  static WritableFileStorage create(Path path) throws IOException {
    return new WritableFileStorage(path, FileHandle.create(path.toString(), path));
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
  public void write(long position, MemorySegment source) throws IOException {
    FileTransfer.write(file, position, source);
  }

  @Override
  public void truncate(long size) throws IOException {
    StorageArguments.checkSize(size);
    file.truncate(size);
  }

  @Override
  public void force() throws IOException {
    file.force();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
