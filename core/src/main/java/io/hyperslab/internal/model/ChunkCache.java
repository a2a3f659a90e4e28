package io.hyperslab.internal.model;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Decoded chunks of one file, bounded in bytes; the least recently used go first. Files that lead
/// to each other share the bound: see [#forAnotherFile()].
///
/// Only chunks of which a read took a part are kept: one that was taken whole will not be asked for
/// again soon. Safe for use by any number of threads; the segments are never written to.
public final class ChunkCache {
  /// A chunk of a dataset. Two datasets of a damaged file may share stored bytes but not what they
  /// decode to.
  ///
  /// @param dataset the dataset's address
  /// @param chunk where the chunk's stored bytes are
  public record Key(long dataset, long chunk) {}

  private record FileKey(int file, Key key) {}

  /// The chunks of all files that share a bound.
  private static final class Room {
    private final long capacity;
    private final Map<FileKey, MemorySegment> chunks = new LinkedHashMap<>(64, 0.75f, true);
    private long weight;
    private int files;

    private Room(long capacity) {
      this.capacity = capacity;
    }

    private synchronized int addFile() {
      return files++;
    }

    private synchronized Optional<MemorySegment> find(FileKey key) {
      return Optional.ofNullable(chunks.get(key));
    }

    private synchronized void remove(FileKey key) {
      MemorySegment removed = chunks.remove(key);
      weight -= removed == null ? 0 : removed.byteSize();
    }

    private synchronized void clear(int file) {
      chunks
          .entrySet()
          .removeIf(entry -> {
            boolean ours = entry.getKey().file() == file;
            weight -= ours ? entry.getValue().byteSize() : 0;
            return ours;
          });
    }

    private synchronized void keep(FileKey key, MemorySegment chunk) {
      if (chunks.putIfAbsent(key, chunk) == null) {
        weight += chunk.byteSize();
      }
      var oldest = chunks.entrySet().iterator();
      while (weight > capacity && oldest.hasNext()) {
        weight -= oldest.next().getValue().byteSize();
        oldest.remove();
      }
    }
  }

  private final Room room;
  private final int file;

  /// The cache of one file.
  ///
  /// @param capacity bytes of decoded chunks that it and those made from it keep; 0 keeps none
  public ChunkCache(long capacity) {
    this(new Room(capacity));
  }

  private ChunkCache(Room room) {
    this.room = room;
    this.file = room.addFile();
  }

  /// A capacity that suits this JVM: 64 MiB, or an eighth of a small heap.
  public static long defaultCapacity() {
    return Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8);
  }

  /// The cache of another file: it finds nothing that this one keeps, but together they keep no
  /// more than one alone.
  public ChunkCache forAnotherFile() {
    return new ChunkCache(room);
  }

  /// The decoded chunk, if it is kept.
  public Optional<MemorySegment> find(Key key) {
    return room.find(new FileKey(file, key));
  }

  /// Keeps a decoded chunk, which nobody writes to any more.
  public void keep(Key key, MemorySegment chunk) {
    if (chunk.byteSize() <= room.capacity / 2) {
      room.keep(new FileKey(file, key), chunk);
    }
  }

  /// Forgets a chunk, because its bytes have changed or are no longer its own.
  public void remove(Key key) {
    room.remove(new FileKey(file, key));
  }

  /// Forgets all chunks of this file.
  public void clear() {
    room.clear(file);
  }
}
