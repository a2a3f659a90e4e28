package io.hyperslab.cli;

import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// A file whose writer dies: after so many changes, none is made any more.
final class DyingStorage implements WritableStorage {
  private final WritableStorage file;
  private int left;

  DyingStorage(Path path, int changes) throws IOException {
    this.file = WritableStorage.file(path);
    this.left = changes;
  }

  private void requireAlive() throws IOException {
    if (left-- <= 0) {
      left = 0;
      throw new IOException("dead");
    }
  }

  @Override
  public void write(long position, MemorySegment source) throws IOException {
    requireAlive();
    file.write(position, source);
  }

  @Override
  public void truncate(long size) throws IOException {
    requireAlive();
    file.truncate(size);
  }

  @Override
  public void force() throws IOException {
    requireAlive();
    file.force();
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    return file.read(position, target);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
