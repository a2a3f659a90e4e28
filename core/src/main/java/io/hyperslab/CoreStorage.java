package io.hyperslab;

import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file in memory that has a path, where its last commit may be kept: each time as a whole new
/// file, which takes the place of the one before in one step.
final class CoreStorage implements WritableStorage {
  private static final int PIECE = 1 << 20;

  private final GrowableMemoryStorage memory = WritableStorage.memory();
  private final Path path;
  private final boolean backingStore;
  private final OpenOptions options;

  /// Whether something was written since the file was.
  private volatile boolean changed;

  /// Keeps others away from the file that was written last.
  private @Nullable FileGuard guard;

  /// @param options how files are locked
  CoreStorage(Path path, boolean backingStore, OpenOptions options) {
    this.path = path;
    this.backingStore = backingStore;
    this.options = options;
  }

  /// Fills memory with the bytes of the file.
  void load() throws IOException {
    guard();
    try (FileGuard _ = guardOfReading();
        Storage file = Storage.file(path)) {
      copy(file, memory);
    }
  }

  private @Nullable FileGuard guardOfReading() throws IOException {
    return backingStore ? null : FileGuard.shared(path, options.locking(), options.lockWait());
  }

  /// Keeps others away from the file that is to be replaced, if there is one.
  void guard() throws IOException {
    if (backingStore && Files.exists(path)) {
      guard = FileGuard.exclusive(path, options.locking(), options.lockWait());
    }
  }

  /// Writes the file, if it is wanted and differs from what is there.
  ///
  /// @param durable whether it is to survive a loss of power
  void save(boolean durable) throws IOException {
    if (!backingStore || !changed) {
      return;
    }
    try (WritableStorage file = WritableStorage.replacing(path)) {
      FileGuard next =
          FileGuard.exclusive(file.path().orElseThrow(), options.locking(), options.lockWait());
      boolean done = false;
      try {
        copy(memory, file);
        file.publish(durable);
        done = true;
      } finally {
        if (!done) {
          next.close();
        }
      }
      changed = false;
      FileGuard last = guard;
      guard = next;
      if (last != null) {
        last.close();
      }
    }
  }

  private static void copy(Storage source, WritableStorage target) throws IOException {
    MemorySegment piece = MemorySegment.ofArray(new byte[PIECE]);
    long at = 0;
    for (long count = source.read(0, piece); count > 0; count = source.read(at, piece)) {
      target.write(at, piece.asSlice(0, count));
      at += count;
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
  public long size() {
    return memory.size();
  }

  @Override
  public long read(long position, MemorySegment target) {
    return memory.read(position, target);
  }

  @Override
  public void write(long position, MemorySegment source) throws IOException {
    changed = true;
    memory.write(position, source);
  }

  @Override
  public void truncate(long size) {
    changed = true;
    memory.truncate(size);
  }

  @Override
  public void force() {
    memory.force();
  }

  @Override
  public void close() throws IOException {
    memory.close();
    FileGuard last = guard;
    guard = null;
    if (last != null) {
      last.close();
    }
  }
}
