package io.hyperslab.internal.metadata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// A set of addresses, kept as ranges that neither overlap nor touch. Changed by one thread at a
/// time; others may look meanwhile, and who wants to see no change half made asks for
/// [#partsIn(long, long)].
final class Ranges {
  /// Takes a range, from its first address to the one after its last.
  @FunctionalInterface
  interface Visitor {
    void range(long from, long to);
  }

  /// One range, which may end elsewhere later.
  private static final class Range {
    private static final VarHandle TO;

    static {
      try {
        TO = MethodHandles.lookup().findVarHandle(Range.class, "to", long.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final long from;
    private volatile long to;

    /// No other range starts before this, and none that does touches it; known of recent ones.
    private long room;

    private Range(long from, long to) {
      this.from = from;
      this.to = to;
    }

    /// Moves its end. Others see that soon, and after all that was done before; this thread does
    /// not wait until they can, for each piece of space that is taken.
    private void endAt(long end) {
      TO.setRelease(this, end);
    }

    /// Whether adding a range would change nothing but where this one ends.
    private boolean takes(long start, long end) {
      return start >= from && start <= to && end < room;
    }
  }

  private final NavigableMap<Long, Range> ranges = new ConcurrentSkipListMap<>();

  /// The range that was begun last: what is added or removed next is often at its end.
  private volatile @Nullable Range recent;

  /// Another one that was recent: space of two kinds is taken in turn from two places.
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
    }
    if (to > near.to) {
      near.endAt(to);
    }
  }

  private synchronized void insert(long from, long to) {
    long start = from;
    long end = to;
    Map.Entry<Long, Range> before = ranges.floorEntry(start);
    if (before != null && before.getValue().to >= start) {
      start = before.getKey();
      end = Math.max(end, before.getValue().to);
    }
    Map.Entry<Long, Range> next = ranges.higherEntry(start);
    for (; next != null && next.getKey() <= end; next = ranges.higherEntry(next.getKey())) {
      end = Math.max(end, next.getValue().to);
    }
    Range joined = new Range(start, end);
    ranges.put(start, joined);
    ranges.subMap(start, false, end, true).clear();
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
      near.endAt(from);
      if (to <= near.room) {
        return;
      }
    }
    cut(from, to);
  }

  private synchronized void cut(long from, long to) {
    forgetRecent();
    Map.Entry<Long, Range> before = ranges.lowerEntry(from);
    if (before != null && before.getValue().to > from) {
      Range cut = before.getValue();
      if (cut.to > to) {
        ranges.put(to, new Range(to, cut.to));
      }
      ranges.put(cut.from, new Range(cut.from, from));
    }
    for (Map.Entry<Long, Range> next = ranges.ceilingEntry(from);
        next != null && next.getKey() < to;
        next = ranges.ceilingEntry(from)) {
      if (next.getValue().to > to) {
        ranges.put(to, new Range(to, next.getValue().to));
      }
      ranges.remove(next.getKey());
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
      // It may end elsewhere by the time it is asked again.
      long end = range == null ? at : range.getValue().to;
      if (end <= at) {
        range = ranges.ceilingEntry(at);
        end = range == null ? at : range.getValue().to;
      }
      if (range == null || range.getKey() >= to) {
        return;
      }
      long start = Math.max(at, range.getKey());
      at = Math.min(to, end);
      visitor.range(start, at);
    }
  }

  /// The parts of a range that are in this set at one moment, in ascending order: the start of each
  /// and its end. For threads that look while another one changes the set elsewhere.
  synchronized long[] partsIn(long from, long to) {
    long[][] parts = {new long[2]};
    int[] count = {0};
    forEachIn(
        from,
        to,
        (start, end) -> {
          if (count[0] == parts[0].length) {
            parts[0] = Arrays.copyOf(parts[0], 2 * count[0]);
          }
          parts[0][count[0]++] = start;
          parts[0][count[0]++] = end;
        });
    return Arrays.copyOf(parts[0], count[0]);
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
