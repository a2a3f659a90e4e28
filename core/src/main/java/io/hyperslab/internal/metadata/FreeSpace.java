package io.hyperslab.internal.metadata;

import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Space that nothing needs, by address and by size. Neighbours are merged. Belongs to one thread.
final class FreeSpace {
  static final long NONE = -1;

  private record Section(long address, long size) {
    long end() {
      return address + size;
    }
  }

  private final NavigableMap<Long, Section> byAddress = new TreeMap<>();
  private final NavigableSet<Section> bySize =
      new TreeSet<>(Comparator.comparingLong(Section::size).thenComparingLong(Section::address));

  /// Adds space; what of it is there already stays.
  void add(long from, long to) {
    if (from >= to) {
      return;
    }
    long start = from;
    long end = to;
    Map.Entry<Long, Section> before = byAddress.floorEntry(start);
    if (before != null && before.getValue().end() >= start) {
      start = before.getKey();
      end = Math.max(end, before.getValue().end());
      remove(before.getValue());
    }
    for (Map.Entry<Long, Section> next = byAddress.ceilingEntry(start);
        next != null && next.getKey() <= end;
        next = byAddress.ceilingEntry(start)) {
      end = Math.max(end, next.getValue().end());
      remove(next.getValue());
    }
    insert(start, end);
  }

  /// Takes the smallest section that is large enough; of several the one with the lowest address.
  ///
  /// @param base what is added to an address before it is aligned
  /// @param alignment of the space taken, at least 1
  /// @return where the space starts, or [#NONE]
  long take(long size, long base, long alignment) {
    if (isTooSmall(size)) {
      return NONE;
    }
    for (Section section : bySize.tailSet(new Section(0, size))) {
      long start = aligned(section.address(), base, alignment);
      if (section.end() - start >= size) {
        remove(section);
        insert(section.address(), start);
        insert(start + size, section.end());
        return start;
      }
    }
    return NONE;
  }

  /// Takes the smallest section that is large enough without crossing a page's end.
  ///
  /// @param size less than a page
  /// @return where the space starts, or [#NONE]
  long takeInside(long size, long page) {
    if (isTooSmall(size)) {
      return NONE;
    }
    for (Section section : bySize.tailSet(new Section(0, size))) {
      long nextPage = aligned(section.address(), 0, page);
      boolean crosses = nextPage > section.address() && section.address() + size > nextPage;
      long start = crosses ? nextPage : section.address();
      if (section.end() - start >= size) {
        remove(section);
        insert(section.address(), start);
        insert(start + size, section.end());
        return start;
      }
    }
    return NONE;
  }

  /// Whether no section has so many bytes.
  private boolean isTooSmall(long size) {
    return bySize.isEmpty() || bySize.last().size() < size;
  }

  /// Whether all of a range is here.
  boolean contains(long from, long to) {
    Map.Entry<Long, Section> before = byAddress.floorEntry(from);
    return before != null && before.getValue().end() >= to;
  }

  /// The first address from `address` on whose position is a multiple of the alignment.
  static long aligned(long address, long base, long alignment) {
    long excess = (base + address) % alignment;
    return excess == 0 ? address : address + (alignment - excess);
  }

  /// Takes a range away, as much of it as is there.
  void remove(long from, long to) {
    if (from >= to) {
      return;
    }
    for (Map.Entry<Long, Section> last = byAddress.lowerEntry(to);
        last != null && last.getValue().end() > from;
        last = byAddress.lowerEntry(to)) {
      Section section = last.getValue();
      remove(section);
      insert(section.address(), from);
      insert(to, section.end());
      if (section.address() <= from) {
        return;
      }
    }
  }

  /// The parts of a range that are not here, in ascending order.
  void forEachGap(long from, long to, Ranges.Visitor visitor) {
    long at = from;
    Map.Entry<Long, Section> before = byAddress.floorEntry(from);
    if (before != null) {
      at = Math.max(at, before.getValue().end());
    }
    for (Map.Entry<Long, Section> next = byAddress.ceilingEntry(at);
        next != null && next.getKey() < to;
        next = byAddress.ceilingEntry(at)) {
      if (at < next.getKey()) {
        visitor.range(at, next.getKey());
      }
      at = next.getValue().end();
    }
    if (at < to) {
      visitor.range(at, to);
    }
  }

  /// Takes away everything from an address on.
  void cut(long from) {
    while (!byAddress.isEmpty() && byAddress.lastEntry().getValue().end() > from) {
      Section last = byAddress.lastEntry().getValue();
      remove(last);
      insert(last.address(), Math.min(from, last.end()));
    }
  }

  /// Where the section that reaches up to `end` starts; `end` if there is none.
  long startOfSectionBefore(long end) {
    Map.Entry<Long, Section> before = byAddress.lowerEntry(end);
    return before != null && before.getValue().end() >= end ? before.getKey() : end;
  }

  void forEach(Ranges.Visitor visitor) {
    byAddress.values().forEach(section -> visitor.range(section.address(), section.end()));
  }

  private void insert(long from, long to) {
    if (from < to) {
      Section section = new Section(from, to - from);
      byAddress.put(from, section);
      bySize.add(section);
    }
  }

  private void remove(Section section) {
    byAddress.remove(section.address());
    bySize.remove(section);
  }
}
