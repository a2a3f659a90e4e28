package io.hyperslab.internal.model;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Decoded chunks of one file, bounded in bytes; the least recently used go first.
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

  private final long capacity;
  private final Map<Key, MemorySegment> chunks = new LinkedHashMap<>(64, 0.75f, true);
  private long weight;

  /// @param capacity bytes of decoded chunks kept; 0 keeps none
  public ChunkCache(long capacity) {
    this.capacity = capacity;
  }

  /// A capacity that suits this JVM: 64 MiB, or an eighth of a small heap.
  public static long defaultCapacity() {
    return Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8);
  }

  /// The decoded chunk, if it is kept.
  public Optional<MemorySegment> find(Key key) {
    synchronized (chunks) {
      return Optional.ofNullable(chunks.get(key));
    }
  }

  /// Keeps a decoded chunk, which nobody writes to any more.
  public void keep(Key key, MemorySegment chunk) {
    long size = chunk.byteSize();
    if (size > capacity / 2) {
      return;
    }
    synchronized (chunks) {
      if (chunks.putIfAbsent(key, chunk) == null) {
        weight += size;
      }
      var oldest = chunks.entrySet().iterator();
      while (weight > capacity && oldest.hasNext()) {
        weight -= oldest.next().getValue().byteSize();
        oldest.remove();
      }
    }
  }
}
