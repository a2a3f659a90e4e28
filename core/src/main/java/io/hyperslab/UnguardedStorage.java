package io.hyperslab;

import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A file that looks as if no commit of it had been cut off.
final class UnguardedStorage extends ForwardingStorage {
  private final long guarded;

  /// @param guarded position of the byte with the guard bit
  private UnguardedStorage(Storage storage, long guarded) {
    super(storage);
    this.guarded = guarded;
  }

  static UnguardedStorage of(Storage storage) throws IOException {
    return new UnguardedStorage(
        storage, Recovery.superblockPosition(storage) + Superblock.VERSION_POSITION);
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    long count = super.read(position, target);
    if (guarded >= position && guarded - position < count) {
      byte version = target.get(ValueLayout.JAVA_BYTE, guarded - position);
      target.set(ValueLayout.JAVA_BYTE, guarded - position, (byte) (version & ~Superblock.GUARD));
    }
    return count;
  }
}
