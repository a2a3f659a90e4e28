package io.hyperslab.internal.bytes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Values by key, bounded by what they weigh together. What is found takes no lock; what is put in
/// or taken out takes a short one.
///
/// Who goes first is decided as in S3-FIFO: a value comes into a small queue, a tenth of the room.
/// One that is asked for again before it reaches the end of it moves to the main queue, the others
/// leave. So values that are used once, as in a scan larger than the room, drive out none that are
/// used again and again. The keys of those that have left lately are remembered; one that comes
/// back goes to the main queue at once. In the main queue each use, up to three, is another round.
///
/// Safe for use by any number of threads.
///
/// @param <K> of keys, by their `equals`
/// @param <V> of values, which are never changed
public final class BoundedCache<K, V> {
  private static final int MOST_USES = 3;
  private static final int SMALL_PART = 10;

  /// Waiting for what another thread makes is never needed, only cheaper than making it twice.
  private static final long PATIENCE_SECONDS = 1;

  private final long capacity;
  private final Map<K, Entry<K, V>> entries = new ConcurrentHashMap<>();
  private final Map<K, Making<V>> makings = new ConcurrentHashMap<>();

  // What follows is guarded by this.
  private final Queue<K, V> small = new Queue<>();
  private final Queue<K, V> main = new Queue<>();
  private final Map<K, Long> departed = new LinkedHashMap<>();
  private long departedWeight;

  /// @param capacity what all values may weigh together; 0 keeps none
  public BoundedCache(long capacity) {
    this.capacity = capacity;
  }

  /// A kept value. Uses are counted without a lock: a few that get lost do no harm.
  private static final class Entry<K, V> {
    private final K key;
    private final V value;
    private final long weight;
    private int uses;
    private Queue<K, V> queue;
    private Entry<K, V> older = this;
    private Entry<K, V> newer = this;

    private Entry(K key, V value, long weight, Queue<K, V> queue) {
      this.key = key;
      this.value = value;
      this.weight = weight;
      this.queue = queue;
    }
  }

  /// Entries in the order in which they came.
  private static final class Queue<K, V> {
    private @Nullable Entry<K, V> newest;
    private long weight;

    void add(Entry<K, V> entry) {
      Entry<K, V> before = newest;
      if (before != null) {
        entry.older = before;
        entry.newer = before.newer;
        before.newer.older = entry;
        before.newer = entry;
      }
      entry.queue = this;
      newest = entry;
      weight += entry.weight;
    }

    /// The ring closes: behind the newest comes the oldest.
    @Nullable Entry<K, V> oldest() {
      Entry<K, V> last = newest;
      return last == null ? null : last.newer;
    }

    void remove(Entry<K, V> entry) {
      if (newest == entry) {
        newest = entry.older == entry ? null : entry.older;
      }
      entry.older.newer = entry.newer;
      entry.newer.older = entry.older;
      entry.older = entry;
      entry.newer = entry;
      weight -= entry.weight;
    }
  }

  /// A value that one thread makes and others may wait for.
  private static final class Making<V> {
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable V value;

    /// What was made; nothing if that failed or takes long.
    private @Nullable V await() {
      try {
        return done.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? value : null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
  }

  /// What all values may weigh together.
  public long capacity() {
    return capacity;
  }

  /// The value of a key, if it is kept.
  public @Nullable V find(K key) {
    Entry<K, V> entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    if (entry.uses < MOST_USES) {
      entry.uses++;
    }
    return entry.value;
  }

  /// Whether a thread is at making the value of a key, which will be kept.
  public boolean isBeingMade(K key) {
    return makings.containsKey(key);
  }

  /// The value of a key: the kept one, or the one that `make` makes, which is called without a
  /// lock. Of several threads that want it at the same time one makes it and the others wait for
  /// it, but not for long, and not when interrupted; then they make it themselves. One that fails
  /// leaves nothing behind.
  ///
  /// @param weigh what the value weighs, from 0
  public V get(K key, Supplier<? extends V> make, ToLongFunction<? super V> weigh) {
    V known = find(key);
    if (known != null) {
      return known;
    }
    Making<V> mine = new Making<>();
    Making<V> others = makings.putIfAbsent(key, mine);
    if (others != null) {
      V made = others.await();
      return made != null ? made : make(key, make, weigh);
    }
    try {
      V raced = find(key);
      V value = raced != null ? raced : make(key, make, weigh);
      mine.value = value;
      return value;
    } finally {
      makings.remove(key);
      mine.done.countDown();
    }
  }

  private V make(K key, Supplier<? extends V> make, ToLongFunction<? super V> weigh) {
    V value = make.get();
    return keep(key, value, weigh.applyAsLong(value));
  }

  /// Keeps a value, unless there is one or it is larger than the room.
  ///
  /// @return the value that is kept from now on; this one if none is
  public synchronized V keep(K key, V value, long weight) {
    Entry<K, V> raced = entries.get(key);
    if (raced != null) {
      return raced.value;
    }
    if (weight <= capacity) {
      Long before = departed.remove(key);
      departedWeight -= before == null ? 0 : before;
      Entry<K, V> entry = new Entry<>(key, value, weight, small);
      (before == null ? small : main).add(entry);
      entries.put(key, entry);
      makeRoom(entry);
    }
    return value;
  }

  /// @param latest the one that comes; it stays
  private void makeRoom(Entry<K, V> latest) {
    while (small.weight + main.weight > capacity) {
      Entry<K, V> first = small.oldest();
      Entry<K, V> second = main.oldest();
      boolean fromSmall =
          small.weight > capacity / SMALL_PART || second == null || second == latest;
      if (first != null && first != latest && fromSmall) {
        leaveSmall(first);
      } else if (second != null) {
        leaveMain(second, latest);
      }
    }
  }

  private void leaveSmall(Entry<K, V> entry) {
    small.remove(entry);
    if (entry.uses > 0) {
      entry.uses = 0;
      main.add(entry);
      return;
    }
    entries.remove(entry.key);
    departed.put(entry.key, entry.weight);
    departedWeight += entry.weight;
    var earliest = departed.entrySet().iterator();
    while (departedWeight > capacity || departed.size() > entries.size() + 1) {
      departedWeight -= earliest.next().getValue();
      earliest.remove();
    }
  }

  private void leaveMain(Entry<K, V> entry, Entry<K, V> latest) {
    main.remove(entry);
    if (entry == latest || entry.uses > 0) {
      entry.uses = Math.max(0, entry.uses - 1);
      main.add(entry);
    } else {
      entries.remove(entry.key);
    }
  }

  /// Forgets the value of a key.
  public synchronized void remove(K key) {
    Entry<K, V> removed = entries.remove(key);
    if (removed != null) {
      removed.queue.remove(removed);
    }
  }

  /// Forgets the values of all keys of some kind.
  public synchronized void removeIf(Predicate<? super K> kind) {
    for (K key : entries.keySet()) {
      if (kind.test(key)) {
        remove(key);
      }
    }
  }
}
