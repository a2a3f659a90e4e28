package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A file mapped into memory.
final class MappedStorage implements Storage, OpenedFile {
  private final Path path;
  private final FileKey key;
  private final Arena arena;
  private final MemorySegment image;

  private MappedStorage(Path path, FileKey key, Arena arena, MemorySegment image) {
    this.path = path;
    this.key = key;
    this.arena = arena;
    this.image = image;
  }

  static MappedStorage open(Path path) throws IOException {
    FileKey key = FileKey.of(path);
    Arena arena = Arena.ofShared();
    boolean mapped = false;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      key.require(path);
      MemorySegment image = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      mapped = true;
      return new MappedStorage(path, key, arena, image);
    } finally {
      if (!mapped) {
        arena.close();
      }
    }
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
    return key;
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
    try {
      MemorySegment.copy(image, position, target, 0, count);
    } catch (IllegalStateException e) {
      requireOpen(); // if another thread has closed the store since, that is the better message
      throw e;
    }
    return count;
  }

  /// Unmaps the file; a read that another thread is in the midst of fails as one after the close.
  @Override
  public synchronized void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private void requireOpen() {
    if (!arena.scope().isAlive()) {
      throw StorageArguments.closed(name());
    }
  }
}
