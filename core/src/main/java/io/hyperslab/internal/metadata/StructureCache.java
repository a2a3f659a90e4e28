package io.hyperslab.internal.metadata;

import io.hyperslab.internal.bytes.BoundedCache;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Decoded structures of one file by address, bounded in bytes of memory; those not used for long
/// go first. Files that lead to each other share the bound: see [#forAnotherFile()].
///
/// What is found takes no lock. Two threads may decode the same structure, and the first to finish
/// wins; a decode that fails leaves nothing behind, nor does one during which a structure of the
/// file was forgotten: it may have read that as it was. Safe for use by any number of threads.
public final class StructureCache {
  /// Bytes that an entry takes besides what its structure refers to: key, map entry, objects.
  private static final long ENTRY = 192;

  /// Written out because a record would be hashed by code that is made when it first runs.
  private static final class Key {
    private final int file;
    private final long address;
    private final Class<?> type;

    private Key(int file, long address, Class<?> type) {
      this.file = file;
      this.address = address;
      this.type = type;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && that.address == address
          && that.type == type
          && that.file == file;
    }

    @Override
    public int hashCode() {
      long mixed = (address ^ (long) file << 48) * 0x9e37_79b9_7f4a_7c15L;
      return (int) (mixed >>> 32) ^ type.hashCode();
    }
  }

  private final BoundedCache<Key, Object> room;
  private final AtomicInteger files;
  private final int file;
  private final Set<Class<?>> types = ConcurrentHashMap.newKeySet();
  private final AtomicLong removals = new AtomicLong();
  private final Doorkeeper repeated = new Doorkeeper();

  /// Takes the place of the room once the file is changed.
  private volatile @Nullable EditedStructures edited;

  /// The cache of one file.
  ///
  /// @param capacity bytes of memory that it and those made from it may keep
  public StructureCache(long capacity) {
    this(new BoundedCache<>(capacity), new AtomicInteger());
  }

  private StructureCache(BoundedCache<Key, Object> room, AtomicInteger files) {
    this.room = room;
    this.files = files;
    this.file = files.getAndIncrement();
  }

  /// A capacity that suits this JVM, in bytes: 32 MiB, or a sixteenth of a small heap.
  public static long defaultCapacity() {
    return Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16);
  }

  /// The cache of another file: it finds nothing that this one keeps, but together they keep no
  /// more than one alone.
  public StructureCache forAnotherFile() {
    return new StructureCache(room, files);
  }

  /// The structure of that type at that address: the cached one, or the one that `decode` makes.
  ///
  /// @param stored its size in bytes as stored. Twice as much is what it takes in memory, at most:
  ///   numbers of four bytes become such of eight
  public <T> T get(long address, Class<T> type, long stored, Supplier<T> decode) {
    T known = known(address, type);
    if (known != null) {
      return known;
    }
    long before = removals.get();
    return keep(address, type, decode.get(), 2 * stored, before);
  }

  /// The same for a structure that takes more memory, or whose size is known only once it is
  /// decoded.
  ///
  /// @param weigh the bytes of memory that it keeps from being used otherwise
  public <T> T get(
      long address, Class<T> type, Supplier<T> decode, ToLongFunction<? super T> weigh) {
    T known = known(address, type);
    if (known != null) {
      return known;
    }
    long before = removals.get();
    T value = decode.get();
    return keep(address, type, value, weigh.applyAsLong(value), before);
  }

  /// The same for structures of which a file has very many and most are wanted once, as when each
  /// object of a group is opened: one is kept when it is decoded for the second time.
  public <T> T getIfRepeated(
      long address, Class<T> type, Supplier<T> decode, ToLongFunction<? super T> weigh) {
    T known = known(address, type);
    if (known != null) {
      return known;
    }
    long before = removals.get();
    T value = decode.get();
    return edited != null || repeated.knows(address)
        ? keep(address, type, value, weigh.applyAsLong(value), before)
        : value;
  }

  /// @param before the number of removals before it was decoded. If there were some since, it may
  ///   be what was removed: whoever has decoded it may still use it, but nobody else
  private <T> T keep(long address, Class<T> type, T value, long size, long before) {
    EditedStructures own = edited;
    // Removals are counted before what they remove is: under the lock of those that remove, one
    // that is not counted yet is one that is still to come.
    synchronized (own == null ? room : own) {
      if (removals.get() != before) {
        return value;
      }
      if (own != null) {
        return type.cast(own.keep(address, type, value, ENTRY + size));
      }
      types.add(type);
      return type.cast(room.keep(new Key(file, address, type), value, ENTRY + size));
    }
  }

  /// The structure of that type that is kept for that address, or null.
  <T> @Nullable T known(long address, Class<T> type) {
    EditedStructures own = edited;
    Object known = own == null ? room.find(new Key(file, address, type)) : own.find(address, type);
    return known == null ? null : type.cast(known);
  }

  /// The structure of that type that is kept for that address; empty if there is none, or not any
  /// more.
  public <T> Optional<T> find(long address, Class<T> type) {
    return Optional.ofNullable(known(address, type));
  }

  /// Makes room for another value of that type at that address, which says no less than the one
  /// there was.
  void replace(long address, Class<?> type) {
    EditedStructures own = edited;
    if (own != null) {
      own.remove(address);
      return;
    }
    room.remove(new Key(file, address, type));
  }

  /// Prepares for a writer: from now on this file has a room of its own, as large.
  void beginEditing() {
    clear();
    edited = new EditedStructures(room.capacity());
  }

  /// Keeps what a writer has made of a structure, in the place of all that was kept for its
  /// address. Only after [#beginEditing()].
  ///
  /// @param size the bytes of memory that it takes
  <T> void replace(long address, Class<T> type, T value, long size) {
    removals.incrementAndGet();
    EditedStructures own = edited;
    if (own != null) {
      own.replace(address, type, value, ENTRY + size);
    }
  }

  /// How often structures of this file were forgotten because they had changed. While it stays the
  /// same, whatever this cache gave away is still right.
  public long removals() {
    return removals.get();
  }

  /// Forgets what was decoded at an address, because it has changed.
  public void remove(long address) {
    removals.incrementAndGet();
    EditedStructures own = edited;
    if (own != null) {
      own.remove(address);
      return;
    }
    for (Class<?> type : types) {
      room.remove(new Key(file, address, type));
    }
  }

  /// Forgets all structures of this file.
  public void clear() {
    removals.incrementAndGet();
    EditedStructures own = edited;
    if (own != null) {
      own.clear();
    }
    room.removeIf(key -> key.file == file);
  }
}
