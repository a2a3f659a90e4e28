package io.hyperslab.internal.metadata;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// A set of addresses, kept as ranges that neither overlap nor touch. Changed by one thread at a
/// time; others may look meanwhile.
final class Ranges {
  /// Takes a range, from its first address to the one after its last.
  @FunctionalInterface
  interface Visitor {
    void range(long from, long to);
  }

  /// One range, which may end elsewhere later.
  private static final class Range {
    private final long from;
    private volatile long to;

    /// No other range starts before this, and none that does touches it; known of recent ones.
    private long room;

    private Range(long from, long to) {
      this.from = from;
      this.to = to;
    }

    /// Whether adding a range would change nothing but where this one ends.
    private boolean takes(long start, long end) {
      return start >= from && start <= to && end < room;
    }
  }

  private final NavigableMap<Long, Range> ranges = new ConcurrentSkipListMap<>();

  /// The range that was added to last: what is added or removed next is often at its end.
  private volatile @Nullable Range recent;

  /// The one before: space of two kinds is taken in turn from two places.
  private volatile @Nullable Range other;

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  void clear() {
    forgetRecent();
    ranges.clear();
  }

  /// Adds a range; what of it is there already stays.
  void add(long from, long to) {
    if (from >= to) {
      return;
    }
    Range near = recent;
    if (near == null || !near.takes(from, to)) {
      near = other;
      if (near == null || !near.takes(from, to)) {
        insert(from, to);
        return;
      }
      other = recent;
      recent = near;
    }
    if (to > near.to) {
      near.to = to;
    }
  }

  private void insert(long from, long to) {
    long start = from;
    long end = to;
    Map.Entry<Long, Range> before = ranges.floorEntry(start);
    if (before != null && before.getValue().to >= start) {
      start = before.getKey();
      end = Math.max(end, before.getValue().to);
    }
    Map.Entry<Long, Range> next = ranges.higherEntry(start);
    for (; next != null && next.getKey() <= end; next = ranges.higherEntry(start)) {
      end = Math.max(end, next.getValue().to);
      ranges.remove(next.getKey());
    }
    Range joined = new Range(start, end);
    ranges.put(start, joined);
    joined.room = next == null ? Long.MAX_VALUE : next.getKey();
    remember(joined);
  }

  private void remember(Range joined) {
    Range before = recent;
    other = null;
    // One that the new range has become part of is none any more.
    if (before != null && (before.from > joined.to || before.to < joined.from)) {
      other = before;
      if (before.from < joined.from) {
        before.room = Math.min(before.room, joined.from);
      }
    }
    recent = joined;
  }

  private void forgetRecent() {
    recent = null;
    other = null;
  }

  /// Takes a range away, as much of it as is there.
  void remove(long from, long to) {
    if (from >= to) {
      return;
    }
    Range near = recent;
    if (near != null && from > near.from && from <= near.to && to >= near.to) {
      near.to = from;
      if (to <= near.room) {
        return;
      }
    }
    forgetRecent();
    Map.Entry<Long, Range> before = ranges.lowerEntry(from);
    if (before != null && before.getValue().to > from) {
      Range cut = before.getValue();
      long end = cut.to;
      cut.to = from;
      if (end > to) {
        ranges.put(to, new Range(to, end));
      }
    }
    for (Map.Entry<Long, Range> next = ranges.ceilingEntry(from);
        next != null && next.getKey() < to;
        next = ranges.ceilingEntry(from)) {
      ranges.remove(next.getKey());
      if (next.getValue().to > to) {
        ranges.put(to, new Range(to, next.getValue().to));
      }
    }
  }

  boolean containsAll(long from, long to) {
    Range near = recent;
    if (near != null && from >= near.from && to <= near.to) {
      return true;
    }
    near = other;
    if (near != null && from >= near.from && to <= near.to) {
      return true;
    }
    Map.Entry<Long, Range> before = ranges.floorEntry(from);
    return before != null && before.getValue().to >= to;
  }

  /// Where the range ends that has an address; that address if none has it.
  long endOfRangeAt(long address) {
    Map.Entry<Long, Range> before = ranges.floorEntry(address);
    return before == null ? address : Math.max(address, before.getValue().to);
  }

  /// The ranges' ends by their starts, as they are now.
  NavigableMap<Long, Long> byStart() {
    NavigableMap<Long, Long> ends = new TreeMap<>();
    forEach(ends::put);
    return ends;
  }

  /// All ranges in ascending order.
  void forEach(Visitor visitor) {
    ranges.values().forEach(range -> visitor.range(range.from, range.to));
  }

  /// The parts of a range that are in this set, in ascending order. The visitor may change the set
  /// inside the part it was given.
  void forEachIn(long from, long to, Visitor visitor) {
    long at = from;
    while (at < to) {
      Map.Entry<Long, Range> range = ranges.floorEntry(at);
      if (range == null || range.getValue().to <= at) {
        range = ranges.ceilingEntry(at);
      }
      if (range == null || range.getKey() >= to) {
        return;
      }
      long start = Math.max(at, range.getKey());
      at = Math.min(to, range.getValue().to);
      visitor.range(start, at);
    }
  }

  /// The parts of a range that are not in this set, in ascending order.
  void forEachGap(long from, long to, Visitor visitor) {
    long[] at = {from};
    forEachIn(
        from,
        to,
        (start, end) -> {
          if (at[0] < start) {
            visitor.range(at[0], start);
          }
          at[0] = end;
        });
    if (at[0] < to) {
      visitor.range(at[0], to);
    }
  }

  /// Where the range that reaches up to `end` or beyond it starts; `end` if there is none.
  long startOfRangeBefore(long end) {
    Map.Entry<Long, Range> before = ranges.lowerEntry(end);
    return before != null && before.getValue().to >= end ? before.getKey() : end;
  }
}
