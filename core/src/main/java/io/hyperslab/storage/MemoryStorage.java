package io.hyperslab.storage;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// The image of a file in memory.
final class MemoryStorage implements Storage {
  private final String name;
  private final MemorySegment image;
  private volatile boolean closed;

  MemoryStorage(String name, MemorySegment image) {
    this.name = Objects.requireNonNull(name, "name");
    this.image = Objects.requireNonNull(image, "image");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    requireOpen();
    return image.byteSize();
  }

  @Override
  public long read(long position, MemorySegment target) {
    StorageArguments.check(position, target);
    requireOpen();
    if (target.byteSize() == 0) {
      return 0;
    }
    if (position >= image.byteSize()) {
      return -1;
    }
    long count = Math.min(target.byteSize(), image.byteSize() - position);
    MemorySegment.copy(image, position, target, 0, count);
    return count;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw StorageArguments.closed(name);
    }
  }
}
