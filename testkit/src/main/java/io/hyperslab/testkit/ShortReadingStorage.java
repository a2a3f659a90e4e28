package io.hyperslab.testkit;

import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/// Delivers only a few bytes of another store at a time, as every store may.
public final class ShortReadingStorage extends ForwardingStorage {
  private final int most;
  private final Random random;

  /// @param storage what is read; closed with this one
  /// @param most the largest number of bytes that one read delivers, at least 1
  /// @param seed makes the numbers of bytes the same in each run, as long as one thread reads
  public ShortReadingStorage(Storage storage, int most, long seed) {
    super(storage);
    if (most < 1) {
      throw new IllegalArgumentException("at most " + most + " bytes a read");
    }
    this.most = most;
    this.random = new Random(seed);
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    long length = Math.min(target.byteSize(), 1 + random.nextInt(most));
    return super.read(position, target.asSlice(0, length));
  }
}
