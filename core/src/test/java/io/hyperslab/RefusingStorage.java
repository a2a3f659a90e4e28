package io.hyperslab;

import io.hyperslab.storage.AddressMap;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A store on a medium that is full after a few writes, until there is room again. Safe for several
/// threads as far as the store is.
final class RefusingStorage implements WritableStorage {
  static final String MESSAGE = "No space left on device";

  private final WritableStorage storage;
  private int writes;
  private boolean cuts = true;

  /// @param writes how many writes and truncations go well
  RefusingStorage(WritableStorage storage, int writes) {
    this.storage = storage;
    this.writes = writes;
  }

  /// Lets everything go well from now on.
  synchronized void allow() {
    writes = Integer.MAX_VALUE;
    cuts = true;
  }

  /// Lets a few writes and truncations go well from now on.
  synchronized void allow(int more) {
    writes = more;
  }

  /// Lets nothing be written from now on.
  synchronized void refuse() {
    writes = 0;
  }

  /// Lets nothing be cut off from now on.
  synchronized void refuseCuts() {
    cuts = false;
  }

  private synchronized void require() throws IOException {
    if (writes == 0) {
      throw new IOException(name() + ": " + MESSAGE);
    }
    writes--;
  }

  private synchronized void requireCuts() throws IOException {
    if (!cuts) {
      throw new IOException(name() + ": " + MESSAGE);
    }
  }

  @Override
  public void write(long position, MemorySegment source) throws IOException {
    require();
    storage.write(position, source);
  }

  @Override
  public void truncate(long size) throws IOException {
    if (size > storage.size()) {
      require();
    } else {
      requireCuts();
    }
    storage.truncate(size);
  }

  @Override
  public void force() throws IOException {
    storage.force();
  }

  @Override
  public AddressMap addresses() {
    return storage.addresses();
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
  public void close() throws IOException {
    storage.close();
  }
}
