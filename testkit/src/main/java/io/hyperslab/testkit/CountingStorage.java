package io.hyperslab.testkit;

import io.hyperslab.storage.AddressMap;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Counts what is read from another store, to tell what an operation costs.
public final class CountingStorage implements Storage {
  private final Storage storage;
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  /// @param storage what is read; closed with this one
  public CountingStorage(Storage storage) {
    this.storage = storage;
  }

  /// Reads asked for since the beginning or the last [#reset()], those at the end included.
  public long requests() {
    return requests.sum();
  }

  /// Bytes delivered since the beginning or the last [#reset()].
  public long bytes() {
    return bytes.sum();
  }

  /// Begins to count from zero. Not to be called while other threads read.
  public void reset() {
    requests.reset();
    bytes.reset();
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    requests.increment();
    long count = storage.read(position, target);
    bytes.add(Math.max(0, count));
    return count;
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
