package io.hyperslab.internal.metadata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// Decoded structures of one file by address, bounded in bytes; the least recently used go first.
///
/// A structure is decoded outside the lock: two threads may decode the same one, and the first to
/// finish wins. A decode that fails leaves nothing behind. Safe for use by any number of threads.
public final class StructureCache {
  /// Bytes of metadata, as stored, that a file's cache keeps.
  public static final long DEFAULT_CAPACITY = 32L << 20;

  private record Key(long address, Class<?> type) {}

  private record Entry(Object value, long weight) {}

  private final long capacity;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long weight;

  /// @param capacity bytes kept
  public StructureCache(long capacity) {
    this.capacity = capacity;
  }

  /// The structure of that type at that address: the cached one, or the one that `decode` makes.
  ///
  /// @param weight its size in bytes as stored
  public <T> T get(long address, Class<T> type, long weight, Supplier<T> decode) {
    return get(address, type, decode, value -> weight);
  }

  /// The same for a structure whose size is known only once it is decoded.
  ///
  /// @param weigh its size in bytes as stored
  public <T> T get(
      long address, Class<T> type, Supplier<T> decode, ToLongFunction<? super T> weigh) {
    Key key = new Key(address, type);
    synchronized (entries) {
      Entry known = entries.get(key);
      if (known != null) {
        return type.cast(known.value());
      }
    }
    T value = decode.get();
    long stored = weigh.applyAsLong(value);
    synchronized (entries) {
      Entry raced = entries.putIfAbsent(key, new Entry(value, stored));
      if (raced != null) {
        return type.cast(raced.value());
      }
      weight += stored;
      evict();
    }
    return value;
  }

  private void evict() {
    var oldest = entries.entrySet().iterator();
    while (weight > capacity && oldest.hasNext()) {
      weight -= oldest.next().getValue().weight();
      oldest.remove();
    }
  }
}
