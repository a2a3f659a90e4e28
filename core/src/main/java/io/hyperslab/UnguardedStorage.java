package io.hyperslab;

import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.storage.AddressMap;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A file that looks as if no commit of it had been cut off.
///
/// @param storage the file
/// @param guarded position of the byte with the guard bit
record UnguardedStorage(Storage storage, long guarded) implements Storage {
  static UnguardedStorage of(Storage storage) throws IOException {
    return new UnguardedStorage(
        storage, Recovery.superblockPosition(storage) + Superblock.VERSION_POSITION);
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    long count = storage.read(position, target);
    if (guarded >= position && guarded - position < count) {
      byte version = target.get(ValueLayout.JAVA_BYTE, guarded - position);
      target.set(ValueLayout.JAVA_BYTE, guarded - position, (byte) (version & ~Superblock.GUARD));
    }
    return count;
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
