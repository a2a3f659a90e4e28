package io.hyperslab.testkit;

import io.hyperslab.storage.AddressMap;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Delivers only a few bytes of another store at a time, as every store may.
public final class ShortReadingStorage implements Storage {
  private final Storage storage;
  private final int most;
  private final Random random;

  /// @param storage what is read; closed with this one
  /// @param most the largest number of bytes that one read delivers, at least 1
  /// @param seed makes the numbers of bytes the same in each run, as long as one thread reads
  public ShortReadingStorage(Storage storage, int most, long seed) {
    if (most < 1) {
      throw new IllegalArgumentException("at most " + most + " bytes a read");
    }
    this.storage = storage;
    this.most = most;
    this.random = new Random(seed);
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    long length = Math.min(target.byteSize(), 1 + random.nextInt(most));
    return storage.read(position, target.asSlice(0, length));
  }

  @Override
  public String name() {
    return storage.name();
  }

  @Override
  public long size() throws IOException {
    return storage.size();
  }

  @Override
  public Optional<Path> path() {
    return storage.path();
  }

  @Override
  public List<Path> paths() {
    return storage.paths();
  }

  @Override
  public AddressMap addresses() {
    return storage.addresses();
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
