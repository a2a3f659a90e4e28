package io.hyperslab.cli;

import io.hyperslab.storage.ForwardingWritableStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// A file whose writer dies: after so many changes, none is made any more.
final class DyingStorage extends ForwardingWritableStorage {
  private int left;

  DyingStorage(Path path, int changes) throws IOException {
    super(WritableStorage.file(path));
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
    super.write(position, source);
  }

  @Override
  public void truncate(long size) throws IOException {
    requireAlive();
    super.truncate(size);
  }

  @Override
  public void force() throws IOException {
    requireAlive();
    super.force();
  }

  @Override
  public void publish(boolean durable) throws IOException {
    if (durable) {
      requireAlive();
    }
    super.publish(durable);
  }
}
