package io.hyperslab.testkit;

import io.hyperslab.storage.AddressMap;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Passes everything on to another store, which is closed with it.
abstract class ForwardingWritableStorage implements WritableStorage {
  private final WritableStorage storage;

  ForwardingWritableStorage(WritableStorage storage) {
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

  @Override
  public void publish(boolean durable) throws IOException {
    storage.publish(durable);
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
