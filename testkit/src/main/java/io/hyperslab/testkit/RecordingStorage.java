package io.hyperslab.testkit;

import io.hyperslab.storage.ForwardingWritableStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps a log of all changes that another store was asked for, whether or not they succeeded.
/// Changes are made one at a time, so that the log has their order.
public final class RecordingStorage extends ForwardingWritableStorage {
  private final ReentrantLock changing = new ReentrantLock();
  private final List<StorageChange> log = new ArrayList<>();

  /// @param storage what is changed; closed with this one
  public RecordingStorage(WritableStorage storage) {
    super(storage);
  }

  /// The changes so far, in order.
  public List<StorageChange> log() {
    changing.lock();
    try {
      return List.copyOf(log);
    } finally {
      changing.unlock();
    }
  }

  /// The number of changes so far: a moment in the log.
  public int moment() {
    changing.lock();
    try {
      return log.size();
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void write(long position, MemorySegment source) throws IOException {
    byte[] bytes = source.toArray(ValueLayout.JAVA_BYTE);
    record(
        new StorageChange.Write(position, bytes),
        () -> super.write(position, MemorySegment.ofArray(bytes)));
  }

  @Override
  public void truncate(long size) throws IOException {
    record(new StorageChange.Truncate(size), () -> super.truncate(size));
  }

  @Override
  public void force() throws IOException {
    record(new StorageChange.Force(), super::force);
  }

  /// Recorded as a force if it is durable; that a file gets another name is not recorded.
  @Override
  public void publish(boolean durable) throws IOException {
    if (durable) {
      record(new StorageChange.Force(), () -> super.publish(true));
    } else {
      super.publish(false);
    }
  }

  private interface Change {
    void make() throws IOException;
  }

  private void record(StorageChange change, Change made) throws IOException {
    changing.lock();
    try {
      log.add(change);
      made.make();
    } finally {
      changing.unlock();
    }
  }
}
