package io.hyperslab.internal.metadata;

import io.hyperslab.error.Limits;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The superblock of a file being written: as stored, and as it will be. Belongs to one thread.
final class SuperblockState {
  private static final byte[] NONE = {};

  private final Storage storage;
  private final long position;
  private final Limits limits;
  private final boolean exists;

  /// What is stored; null until it is needed.
  private byte @Nullable [] stored;

  private @Nullable Superblock committed;
  private @Nullable Superblock current;

  private SuperblockState(Storage storage, MetadataReader reader, boolean exists) {
    this.storage = storage;
    this.position = reader.baseAddress();
    this.limits = reader.context().limits();
    this.exists = exists;
  }

  /// That of a file that exists; read when it is needed.
  static SuperblockState stored(Storage storage, MetadataReader reader) {
    return new SuperblockState(storage, reader, true);
  }

  /// That of a file that does not exist yet.
  static SuperblockState create(Storage storage, MetadataReader reader, Superblock superblock) {
    SuperblockState state = new SuperblockState(storage, reader, false);
    state.current = superblock;
    state.committed = superblock;
    state.stored = NONE;
    return state;
  }

  /// Whether the file has a superblock.
  boolean isCommitted() {
    return exists || stored != null && stored.length > 0;
  }

  boolean isChanged() {
    return current != null && !current.equals(committed);
  }

  Superblock current() {
    Superblock known = current;
    return known == null ? load().superblock() : known;
  }

  /// The superblock, or null as long as nobody needed it.
  @Nullable Superblock currentOrNull() {
    return current;
  }

  /// The bytes that are stored, none in a file that was never committed.
  byte[] stored() {
    byte[] known = stored;
    return known == null ? load().bytes() : known;
  }

  private record Loaded(byte[] bytes, Superblock superblock) {}

  private Loaded load() {
    try {
      byte[] bytes = new StoredBytes(storage, position).read(0, Superblock.MAXIMUM_SIZE);
      Superblock superblock = Superblock.decode(bytes, position, limits);
      Loaded loaded = new Loaded(Arrays.copyOf(bytes, superblock.size()), superblock);
      committed = superblock;
      current = superblock;
      stored = loaded.bytes();
      return loaded;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws IllegalArgumentException if its size is another one
  void change(Superblock superblock) {
    if (superblock.size() != current().size()) {
      throw new IllegalArgumentException(
          "superblock of " + superblock.size() + " bytes instead of " + current().size());
    }
    current = superblock;
  }

  /// Goes back to what [#currentOrNull()] gave.
  void restore(@Nullable Superblock superblock) {
    current = superblock == null ? committed : superblock;
  }

  void rollback() {
    current = committed;
  }

  void committed(Superblock superblock) {
    committed = superblock;
    current = superblock;
    stored = superblock.toBytes();
  }
}
