package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A [ForwardingStorage] that can be changed.
public abstract class ForwardingWritableStorage extends ForwardingStorage
    implements WritableStorage {
  private final WritableStorage storage;

  protected ForwardingWritableStorage(WritableStorage storage) {
    super(storage);
    this.storage = storage;
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
}
