package io.hyperslab;

import io.hyperslab.storage.ForwardingWritableStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A store on a medium that is full after a few writes, until there is room again. Safe for several
/// threads as far as the store is.
final class RefusingStorage extends ForwardingWritableStorage {
  static final String MESSAGE = "No space left on device";

  private int writes;
  private boolean cuts = true;

  /// @param writes how many writes and truncations go well
  RefusingStorage(WritableStorage storage, int writes) {
    super(storage);
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
    super.write(position, source);
  }

  @Override
  public void truncate(long size) throws IOException {
    if (size > size()) {
      require();
    } else {
      requireCuts();
    }
    super.truncate(size);
  }
}
