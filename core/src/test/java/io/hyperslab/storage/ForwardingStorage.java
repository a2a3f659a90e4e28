package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Passes everything on to another store, which is closed with it: for stores of tests that differ
/// from another one in a method or two. Whoever has another `path()` has other `paths()` as well.
public abstract class ForwardingStorage implements Storage {
  private final Storage storage;

  protected ForwardingStorage(Storage storage) {
    this.storage = storage;
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
  public long read(long position, MemorySegment target) throws IOException {
    return storage.read(position, target);
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
