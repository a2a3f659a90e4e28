package io.hyperslab;

import io.hyperslab.storage.AddressMap;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/// A store of which somebody else decides when it is published and closed.
record UnpublishedStorage(WritableStorage storage) implements WritableStorage {
  @Override
  public void publish(boolean durable) {
    // Not yet: what is in it is still to be checked.
  }

  @Override
  public void close() {
    // Whoever made the store closes it.
  }

  @Override
  public String name() {
    return storage.name();
  }

  @Override
  public Optional<Path> path() {
    return storage.path();
  }

  @Override
  public AddressMap addresses() {
    return storage.addresses();
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
  public void write(long position, MemorySegment source) throws IOException {
    storage.write(position, source);
  }

  @Override
  public void truncate(long size) throws IOException {
    storage.truncate(size);
  }

  @Override
  public void force() throws IOException {
    storage.force();
  }
}
