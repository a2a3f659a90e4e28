package io.hyperslab.internal.metadata;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// A set of addresses, kept as ranges that neither overlap nor touch. Changed by one thread at a
/// time; others may look meanwhile.
final class Ranges {
  /// Takes a range, from its first address to the one after its last.
  @FunctionalInterface
  interface Visitor {
    void range(long from, long to);
  }

  private final NavigableMap<Long, Long> ends = new ConcurrentSkipListMap<>();

  boolean isEmpty() {
    return ends.isEmpty();
  }

  void clear() {
    ends.clear();
  }

  /// Adds a range; what of it is there already stays.
  void add(long from, long to) {
    if (from >= to) {
      return;
    }
    long start = from;
    long end = to;
    Map.Entry<Long, Long> before = ends.floorEntry(start);
    if (before != null && before.getValue() >= start) {
      start = before.getKey();
      end = Math.max(end, before.getValue());
    }
    for (Map.Entry<Long, Long> next = ends.higherEntry(start);
        next != null && next.getKey() <= end;
        next = ends.higherEntry(start)) {
      end = Math.max(end, next.getValue());
      ends.remove(next.getKey());
    }
    ends.put(start, end);
  }

  /// Takes a range away, as much of it as is there.
  void remove(long from, long to) {
    if (from >= to) {
      return;
    }
    Map.Entry<Long, Long> before = ends.lowerEntry(from);
    if (before != null && before.getValue() > from) {
      ends.put(before.getKey(), from);
      if (before.getValue() > to) {
        ends.put(to, before.getValue());
      }
    }
    for (Map.Entry<Long, Long> next = ends.ceilingEntry(from);
        next != null && next.getKey() < to;
        next = ends.ceilingEntry(from)) {
      ends.remove(next.getKey());
      if (next.getValue() > to) {
        ends.put(to, next.getValue());
      }
    }
  }

  boolean containsAll(long from, long to) {
    Map.Entry<Long, Long> before = ends.floorEntry(from);
    return before != null && before.getValue() >= to;
  }

  /// The ranges' ends by their starts.
  NavigableMap<Long, Long> byStart() {
    return Collections.unmodifiableNavigableMap(ends);
  }

  /// All ranges in ascending order.
  void forEach(Visitor visitor) {
    ends.forEach(visitor::range);
  }

  /// The parts of a range that are in this set, in ascending order. The visitor may change the set
  /// inside the part it was given.
  void forEachIn(long from, long to, Visitor visitor) {
    long at = from;
    while (at < to) {
      Map.Entry<Long, Long> range = ends.floorEntry(at);
      if (range == null || range.getValue() <= at) {
        range = ends.ceilingEntry(at);
      }
      if (range == null || range.getKey() >= to) {
        return;
      }
      long start = Math.max(at, range.getKey());
      at = Math.min(to, range.getValue());
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
    Map.Entry<Long, Long> before = ends.lowerEntry(end);
    return before != null && before.getValue() >= end ? before.getKey() : end;
  }
}
