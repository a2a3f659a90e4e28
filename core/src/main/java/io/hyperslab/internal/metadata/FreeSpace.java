package io.hyperslab.internal.metadata;

import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Space that nothing needs, by address and by size. Neighbours are merged. Belongs to one thread.
///
/// Requests may be served from any address or from some only, according to a rule. Sections are in
/// order of what such requests find in them, too: among many sections that are large enough, but
/// not from such an address on, nobody has to look for one that serves.
final class FreeSpace {
  static final long NONE = -1;

  /// From which addresses in a section requests are served, if not from all.
  private interface Rule {
    /// The largest request that a section serves; less than 1 if it serves none.
    long room(long from, long to);

    /// The first address that serves a request, which the section has room for.
    long start(long from, long size);
  }

  /// @param room the largest request that it serves under the rule
  private record Section(long address, long size, long room) {
    long end() {
      return address + size;
    }
  }

  private final @Nullable Rule rule;
  private final NavigableMap<Long, Section> byAddress = new TreeMap<>();
  private final NavigableSet<Section> bySize =
      new TreeSet<>(Comparator.comparingLong(Section::size).thenComparingLong(Section::address));

  /// Those with room under the rule.
  private final NavigableSet<Section> byRoom =
      new TreeSet<>(Comparator.comparingLong(Section::room).thenComparingLong(Section::address));

  private FreeSpace(@Nullable Rule rule) {
    this.rule = rule;
  }

  /// Space of which some has to be aligned.
  ///
  /// @param base what is added to an address before it is aligned
  /// @param alignment at least 1
  static FreeSpace withAlignment(long base, long alignment) {
    return new FreeSpace(alignment == 1 ? null : new Alignment(base, alignment));
  }

  /// Space of which some may not cross a page's end. All that is asked for so is less than a page.
  static FreeSpace inPages(long page) {
    return new FreeSpace(new WithinPage(page));
  }

  private record Alignment(long base, long alignment) implements Rule {
    @Override
    public long room(long from, long to) {
      return to - aligned(from, base, alignment);
    }

    @Override
    public long start(long from, long size) {
      return aligned(from, base, alignment);
    }
  }

  private record WithinPage(long page) implements Rule {
    @Override
    public long room(long from, long to) {
      long next = aligned(from, 0, page);
      return Math.max(Math.min(next, to) - from, to - next);
    }

    @Override
    public long start(long from, long size) {
      long next = aligned(from, 0, page);
      return from + size <= next ? from : next;
    }
  }

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
  /// @return where the space starts, or [#NONE]
  long take(long size) {
    Section section = bySize.ceiling(new Section(0, size, size));
    return section == null ? NONE : take(section, section.address(), size);
  }

  /// The same from an address that the rule allows, out of the section with the least room.
  ///
  /// @return where the space starts, or [#NONE]
  long takeByRule(long size) {
    if (rule == null) {
      return take(size);
    }
    Section section = byRoom.ceiling(new Section(0, size, size));
    return section == null ? NONE : take(section, rule.start(section.address(), size), size);
  }

  private long take(Section section, long start, long size) {
    remove(section);
    insert(section.address(), start);
    insert(start + size, section.end());
    return start;
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
      long room = rule == null ? 0 : rule.room(from, to);
      Section section = new Section(from, to - from, room);
      byAddress.put(from, section);
      bySize.add(section);
      if (room > 0) {
        byRoom.add(section);
      }
    }
  }

  private void remove(Section section) {
    byAddress.remove(section.address());
    bySize.remove(section);
    if (section.room() > 0) {
      byRoom.remove(section);
    }
  }
}
