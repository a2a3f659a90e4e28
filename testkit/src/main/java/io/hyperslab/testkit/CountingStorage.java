package io.hyperslab.testkit;

import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;

/// Counts what is read from another store, to tell what an operation costs.
public final class CountingStorage extends ForwardingStorage {
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  /// @param storage what is read; closed with this one
  public CountingStorage(Storage storage) {
    super(storage);
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
    long count = super.read(position, target);
    bytes.add(Math.max(0, count));
    return count;
  }
}
