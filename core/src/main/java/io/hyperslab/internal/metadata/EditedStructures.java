package io.hyperslab.internal.metadata;

import org.jspecify.annotations.Nullable;

/// Decoded structures of a file that is being changed, by address: a writer replaces and forgets
/// them all the time, which costs one look-up here, whatever types there are.
///
/// There are two generations. What is asked for comes to the young one; when that is full it
/// becomes the old one, and what nobody has asked for since is forgotten. Safe for use by any
/// number of threads.
final class EditedStructures {
  private static final int LEAST_BUCKETS = 64;

  /// Few structures are smaller than 64 bytes.
  private static final int UNIT_BITS = 6;

  private static final class Entry {
    private final long address;
    private final Class<?> type;
    private Object value;
    private long weight;
    private @Nullable Entry next;

    private Entry(long address, Class<?> type, Object value, long weight) {
      this.address = address;
      this.type = type;
      this.value = value;
      this.weight = weight;
    }
  }

  /// A hash table in which the entries of an address share a bucket.
  private static final class Generation {
    private @Nullable Entry[] buckets;
    private int count;
    private long weight;

    /// @param room for how many entries
    private Generation(int room) {
      this.buckets = new Entry[room];
    }

    /// Neighbours in the file are neighbours here: who goes through it meets what is in the
    /// processor's caches. What lies as far away as there are buckets comes to lie between those.
    private int bucket(long address) {
      long unit = address >>> UNIT_BITS;
      int mask = buckets.length - 1;
      return (int) (unit + (unit >>> Integer.bitCount(mask))) & mask;
    }

    private @Nullable Entry find(long address, Class<?> type) {
      Entry entry = buckets[bucket(address)];
      while (entry != null && (entry.address != address || entry.type != type)) {
        entry = entry.next;
      }
      return entry;
    }

    private void add(Entry entry) {
      if (count >= buckets.length) {
        grow();
      }
      link(entry);
      count++;
      weight += entry.weight;
    }

    private void link(Entry entry) {
      int bucket = bucket(entry.address);
      entry.next = buckets[bucket];
      buckets[bucket] = entry;
    }

    private void grow() {
      @Nullable Entry[] before = buckets;
      buckets = new Entry[2 * before.length];
      for (Entry first : before) {
        Entry entry = first;
        while (entry != null) {
          Entry next = entry.next;
          link(entry);
          entry = next;
        }
      }
    }

    /// Takes away what an address has, but for the entry of one type.
    ///
    /// @param type null for none
    /// @return that entry, or null
    private @Nullable Entry removeOthers(long address, @Nullable Class<?> type) {
      int bucket = bucket(address);
      Entry kept = null;
      Entry before = null;
      for (Entry entry = buckets[bucket]; entry != null; entry = entry.next) {
        if (entry.address != address || entry.type == type) {
          kept = entry.address == address ? entry : kept;
          before = entry;
          continue;
        }
        if (before == null) {
          buckets[bucket] = entry.next;
        } else {
          before.next = entry.next;
        }
        count--;
        weight -= entry.weight;
      }
      return kept;
    }

    private void remove(Entry removed) {
      int bucket = bucket(removed.address);
      Entry before = null;
      Entry entry = buckets[bucket];
      while (entry != null && entry != removed) {
        before = entry;
        entry = entry.next;
      }
      if (before == null) {
        buckets[bucket] = removed.next;
      } else {
        before.next = removed.next;
      }
      count--;
      weight -= removed.weight;
    }
  }

  private final long capacity;
  private Generation young = new Generation(LEAST_BUCKETS);
  private Generation old = new Generation(LEAST_BUCKETS);

  /// @param capacity bytes of memory that all may take
  EditedStructures(long capacity) {
    this.capacity = capacity;
  }

  /// The structure of that type that is kept for that address, or null.
  synchronized @Nullable Object find(long address, Class<?> type) {
    Entry entry = young.find(address, type);
    if (entry == null && old.count > 0) {
      entry = old.find(address, type);
      if (entry != null) {
        old.remove(entry);
        add(entry);
      }
    }
    return entry == null ? null : entry.value;
  }

  private void add(Entry entry) {
    young.add(entry);
    if (young.weight > capacity / 2) {
      old = young;
      // As many come after it, as a rule.
      young = new Generation(old.buckets.length);
    }
  }

  /// Keeps a structure unless another thread was faster.
  ///
  /// @return what is kept
  synchronized Object keep(long address, Class<?> type, Object value, long weight) {
    Object known = find(address, type);
    if (known == null) {
      add(new Entry(address, type, value, weight));
    }
    return known == null ? value : known;
  }

  /// Keeps a structure in the place of all that was kept for its address.
  synchronized void replace(long address, Class<?> type, Object value, long weight) {
    Entry entry = young.removeOthers(address, type);
    if (old.count > 0) {
      old.removeOthers(address, null);
    }
    if (entry == null) {
      add(new Entry(address, type, value, weight));
    } else {
      young.weight += weight - entry.weight;
      entry.value = value;
      entry.weight = weight;
    }
  }

  /// Forgets what is kept for an address.
  synchronized void remove(long address) {
    young.removeOthers(address, null);
    if (old.count > 0) {
      old.removeOthers(address, null);
    }
  }

  /// Forgets everything.
  synchronized void clear() {
    young = new Generation(LEAST_BUCKETS);
    old = new Generation(LEAST_BUCKETS);
  }
}
