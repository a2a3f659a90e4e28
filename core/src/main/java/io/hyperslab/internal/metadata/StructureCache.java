package io.hyperslab.internal.metadata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Decoded structures of one file by address, bounded in bytes of memory; the least recently used
/// go first. Files that lead to each other share the bound: see [#forAnotherFile()].
///
/// A structure is decoded outside the lock: two threads may decode the same one, and the first to
/// finish wins. A decode that fails leaves nothing behind. Safe for use by any number of threads.
public final class StructureCache {
  /// Bytes that an entry takes besides what its structure refers to: key, map entry, objects.
  private static final long ENTRY = 192;

  private record Key(int file, long address, Class<?> type) {}

  private record Entry(Object value, long weight) {}

  /// The entries of all files that share a bound.
  private static final class Room {
    private final long capacity;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
    private long weight;
    private int files;

    private Room(long capacity) {
      this.capacity = capacity;
    }

    private synchronized int addFile() {
      return files++;
    }

    private synchronized @Nullable Object find(Key key) {
      Entry known = entries.get(key);
      return known == null ? null : known.value();
    }

    /// Keeps a structure unless another thread was faster.
    ///
    /// @return the structure that is kept from now on, or this one if it alone is too large
    private synchronized Object keep(Key key, Entry entry) {
      Entry raced = entries.get(key);
      if (raced != null) {
        return raced.value();
      }
      if (entry.weight() <= capacity) {
        entries.put(key, entry);
        weight += entry.weight();
        evict();
      }
      return entry.value();
    }

    private synchronized void remove(Key key) {
      Entry removed = entries.remove(key);
      weight -= removed == null ? 0 : removed.weight();
    }

    private synchronized void removeFile(int file) {
      entries
          .entrySet()
          .removeIf(entry -> {
            boolean ours = entry.getKey().file() == file;
            weight -= ours ? entry.getValue().weight() : 0;
            return ours;
          });
    }

    private void evict() {
      var oldest = entries.entrySet().iterator();
      while (weight > capacity && oldest.hasNext()) {
        weight -= oldest.next().getValue().weight();
        oldest.remove();
      }
    }
  }

  private final Room room;
  private final int file;
  private final Set<Class<?>> types = ConcurrentHashMap.newKeySet();
  private final AtomicLong removals = new AtomicLong();

  /// The cache of one file.
  ///
  /// @param capacity bytes of memory that it and those made from it may keep
  public StructureCache(long capacity) {
    this(new Room(capacity));
  }

  private StructureCache(Room room) {
    this.room = room;
    this.file = room.addFile();
  }

  /// A capacity that suits this JVM, in bytes: 32 MiB, or a sixteenth of a small heap.
  public static long defaultCapacity() {
    return Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16);
  }

  /// The cache of another file: it finds nothing that this one keeps, but together they keep no
  /// more than one alone.
  public StructureCache forAnotherFile() {
    return new StructureCache(room);
  }

  /// The structure of that type at that address: the cached one, or the one that `decode` makes.
  ///
  /// @param stored its size in bytes as stored. Twice as much is what it takes in memory, at most:
  ///   numbers of four bytes become such of eight
  public <T> T get(long address, Class<T> type, long stored, Supplier<T> decode) {
    return get(address, type, decode, value -> 2 * stored);
  }

  /// The same for a structure that takes more memory, or whose size is known only once it is
  /// decoded.
  ///
  /// @param weigh the bytes of memory that it keeps from being used otherwise
  public <T> T get(
      long address, Class<T> type, Supplier<T> decode, ToLongFunction<? super T> weigh) {
    Key key = new Key(file, address, type);
    types.add(type);
    Object known = room.find(key);
    if (known != null) {
      return type.cast(known);
    }
    T value = decode.get();
    return type.cast(room.keep(key, new Entry(value, ENTRY + weigh.applyAsLong(value))));
  }

  /// The structure of that type that is kept for that address; empty if there is none, or not any
  /// more.
  public <T> Optional<T> find(long address, Class<T> type) {
    return Optional.ofNullable(room.find(new Key(file, address, type))).map(type::cast);
  }

  /// How often structures of this file were forgotten because they had changed. While it stays the
  /// same, whatever this cache gave away is still right.
  public long removals() {
    return removals.get();
  }

  /// Forgets what was decoded at an address, because it has changed.
  public void remove(long address) {
    removals.incrementAndGet();
    types.forEach(type -> room.remove(new Key(file, address, type)));
  }

  /// Forgets all structures of this file.
  public void clear() {
    removals.incrementAndGet();
    room.removeFile(file);
  }
}
