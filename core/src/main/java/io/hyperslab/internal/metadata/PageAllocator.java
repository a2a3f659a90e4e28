package io.hyperslab.internal.metadata;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Gives out space of a file with paged aggregation (`FMT4 IV.A.2.x`, strategy 1), as libhdf5
/// expects it for its page buffer: what is smaller than a page lies in one page, which holds either
/// structures or raw data; everything else begins at a page and has its last page for itself; the
/// space ends where a page does. Pages count from address 0.
///
/// A page of which nothing is used any more may serve for anything.
final class PageAllocator implements Allocator {
  /// Pages for small requests of one kind, and what of them is free.
  private static final class SmallPages {
    private final Ranges pages = new Ranges();
    private final FreeSpace free;

    private SmallPages(long pageSize) {
      free = FreeSpace.inPages(pageSize);
    }
  }

  /// The end; the rest follows from what was given back.
  record End(long at) implements Mark {}

  private final long pageSize;
  private final SpaceEnd end;
  private final SmallPages structures;
  private final SmallPages data;
  private final List<SmallPages> small;

  /// Free space in pages of neither kind.
  private final FreeSpace free;

  /// Where the last page of something large ends, by where that itself ends.
  private final NavigableMap<Long, Long> remainders = new TreeMap<>();

  /// @param pageSize bytes of a page
  /// @param end where space may be given out, at the earliest
  /// @param superblock bytes of a new file's superblock, whose page is one for structures; 0 if
  ///   nothing is known of the pages before the end
  PageAllocator(long pageSize, SpaceEnd end, long superblock) {
    this.pageSize = pageSize;
    this.end = end;
    this.structures = new SmallPages(pageSize);
    this.data = new SmallPages(pageSize);
    this.small = List.of(structures, data);
    this.free = FreeSpace.withAlignment(0, pageSize);
    end.set(pageUp(end.at()));
    if (superblock > 0) {
      structures.pages.add(0, end.at());
      structures.free.add(superblock, end.at());
    }
  }

  private long pageDown(long address) {
    return address - address % pageSize;
  }

  private long pageUp(long address) {
    return FreeSpace.aligned(address, 0, pageSize);
  }

  @Override
  public long end() {
    return end.at();
  }

  @Override
  public long take(SpaceKind kind, long size) {
    end.requirePossible(size);
    return size < pageSize
        ? takeSmall(kind == SpaceKind.METADATA ? structures : data, size)
        : takeLarge(size);
  }

  private long takeSmall(SmallPages shared, long size) {
    long address = shared.free.takeByRule(size);
    if (address != FreeSpace.NONE) {
      return address;
    }
    long page = takePages(pageSize);
    shared.pages.add(page, page + pageSize);
    shared.free.add(page + size, page + pageSize);
    return page;
  }

  private long takeLarge(long size) {
    end.requirePossible(size + pageSize);
    long whole = pageUp(size);
    long address = takePages(whole);
    if (size < whole) {
      remainders.put(address + size, address + whole);
    }
    return address;
  }

  private long takePages(long size) {
    long address = free.takeByRule(size);
    return address == FreeSpace.NONE ? end.grow(size) : address;
  }

  @Override
  public long endOfReserved(long to) {
    return remainders.getOrDefault(to, to);
  }

  @Override
  public void give(long from, long to) {
    remainders.subMap(from, to).clear();
    Ranges rest = new Ranges();
    rest.add(from, to);
    for (SmallPages shared : small) {
      shared.pages.forEachIn(
          from,
          to,
          (start, stop) -> {
            rest.remove(start, stop);
            shared.free.add(start, stop);
            giveWholePages(shared, start, stop);
          });
    }
    rest.forEach(free::add);
  }

  private void giveWholePages(SmallPages shared, long from, long to) {
    for (long page = pageDown(from); page < to; page += pageSize) {
      if (shared.free.contains(page, page + pageSize)) {
        shared.free.remove(page, page + pageSize);
        shared.pages.remove(page, page + pageSize);
        free.add(page, page + pageSize);
      }
    }
  }

  @Override
  public void forEachTaken(long from, long to, Ranges.Visitor visitor) {
    free.forEachGap(
        from,
        to,
        (start, stop) ->
            structures.free.forEachGap(
                start, stop, (begin, end) -> data.free.forEachGap(begin, end, visitor)));
  }

  @Override
  public Mark mark() {
    return new End(end.at());
  }

  @Override
  public void restore(Mark mark) {
    if (mark instanceof End before) {
      cut(before.at());
    }
  }

  @Override
  public void shrink(long least) {
    long start = pageUp(Math.max(least, free.startOfSectionBefore(end.at())));
    if (start < end.at()) {
      cut(start);
    }
  }

  @Override
  public long startOfFreeBefore(long at) {
    long start = free.startOfSectionBefore(at);
    for (SmallPages shared : small) {
      start = shared.free.startOfSectionBefore(start);
    }
    return start;
  }

  @Override
  public long possibleEnd(long at) {
    return pageUp(at);
  }

  @Override
  public void release() {
    // Pages of a kind stay of that kind.
  }

  @Override
  public void cut(long newEnd) {
    long last = pageUp(newEnd);
    free.cut(last);
    for (SmallPages shared : small) {
      shared.free.cut(last);
      shared.pages.remove(last, Long.MAX_VALUE);
    }
    remainders.tailMap(last, true).clear();
    end.set(last);
  }

  @Override
  public void forEachFree(Ranges.Visitor visitor) {
    free.forEach(visitor);
    small.forEach(shared -> shared.free.forEach(visitor));
  }
}
