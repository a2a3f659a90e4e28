package io.hyperslab.internal.model;

import io.hyperslab.internal.bytes.BoundedCache;
import io.hyperslab.internal.metadata.Doorkeeper;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decoded chunks of one file, bounded in bytes. Files that lead to each other share the bound: see
/// [#forAnotherFile()].
///
/// Only chunks of which a read took a part are kept: one that was taken whole will not be asked for
/// again soon. Chunks that are asked for again stay longer than those that are not: see
/// [BoundedCache]. Safe for use by any number of threads; the segments are never written to.
public final class ChunkCache {
  /// Largest default, in bytes.
  private static final long LARGEST_DEFAULT = 256L << 20;

  private final BoundedCache<FileKey, MemorySegment> room;
  private final AtomicInteger files;
  private final int file;

  private final Doorkeeper doorkeeper = new Doorkeeper();

  /// A chunk of a dataset. Two datasets of a damaged file may share stored bytes but not what they
  /// decode to.
  ///
  /// @param dataset the dataset's address
  /// @param chunk where the chunk's stored bytes are
  public record Key(long dataset, long chunk) {}

  private record FileKey(int file, long dataset, long chunk) {
    // What a record has by itself is made at run time, at its first use: see docs/decisions/0020.

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof FileKey key
          && file == key.file
          && dataset == key.dataset
          && chunk == key.chunk;
    }

    @Override
    public int hashCode() {
      return (31 * file + Long.hashCode(dataset)) * 31 + Long.hashCode(chunk);
    }
  }

  /// The cache of one file.
  ///
  /// @param capacity bytes of decoded chunks that it and those made from it keep; 0 keeps none
  public ChunkCache(long capacity) {
    this(new BoundedCache<>(capacity), new AtomicInteger());
  }

  private ChunkCache(BoundedCache<FileKey, MemorySegment> room, AtomicInteger files) {
    this.room = room;
    this.files = files;
    this.file = files.getAndIncrement();
  }

  /// A capacity that suits this JVM: 256 MiB, or an eighth of a small heap.
  public static long defaultCapacity() {
    return Math.min(LARGEST_DEFAULT, Runtime.getRuntime().maxMemory() / 8);
  }

  /// The cache of another file: it finds nothing that this one keeps, but together they keep no
  /// more than one alone.
  public ChunkCache forAnotherFile() {
    return new ChunkCache(room, files);
  }

  /// Whether chunks of a size, all together, are few enough to be kept for the next read.
  ///
  /// @param bytes of all of them
  public boolean hasRoomFor(long bytes) {
    return bytes <= room.capacity() / 2;
  }

  /// The decoded chunk, if it is kept.
  public @Nullable MemorySegment find(Key key) {
    return room.find(new FileKey(file, key.dataset(), key.chunk()));
  }

  /// Whether a thread is at decoding a chunk that will be kept.
  public boolean isBeingMade(Key key) {
    return room.isBeingMade(new FileKey(file, key.dataset(), key.chunk()));
  }

  /// Notes that a chunk is wanted.
  ///
  /// @return whether that was noted before, as far as it is remembered
  public boolean noteWanted(Key key) {
    return doorkeeper.knows(key.chunk());
  }

  /// The decoded chunk: the kept one, or the one that `decode` makes, which is kept if it is not
  /// too large. One thread decodes; others that want the same chunk wait a while: see
  /// [BoundedCache#get].
  public MemorySegment get(Key key, Supplier<MemorySegment> decode) {
    return room.get(new FileKey(file, key.dataset(), key.chunk()), decode, this::weight);
  }

  /// Keeps a decoded chunk, which nobody writes to any more.
  public void keep(Key key, MemorySegment chunk) {
    room.keep(new FileKey(file, key.dataset(), key.chunk()), chunk, weight(chunk));
  }

  /// One that would fill more than half of the room drives out no others.
  private long weight(MemorySegment chunk) {
    return hasRoomFor(chunk.byteSize()) ? chunk.byteSize() : Long.MAX_VALUE;
  }

  /// Forgets a chunk, because its bytes have changed or are no longer its own.
  public void remove(Key key) {
    room.remove(new FileKey(file, key.dataset(), key.chunk()));
  }

  /// Forgets all chunks of this file.
  public void clear() {
    room.removeIf(key -> key.file() == file);
  }
}
