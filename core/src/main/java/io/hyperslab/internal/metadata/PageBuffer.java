package io.hyperslab.internal.metadata;

import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Stretches of a file that does not change, so that many short reads beside each other are one
/// request to the storage.
///
/// The file is divided into regions. What is kept of a region grows with each read that does not
/// find what it needs: the first one in a region reads for itself alone, and only tells that
/// somebody was there, unless a page is next to nothing beside a request; the second brings a page,
/// the next four times as much, and so on up to the whole region. Behind a region that is known
/// whole, the next is read whole at once. So a look-up here and there reads little more than it
/// needs, and a walk through the file reads it once, in long pieces.
///
/// The stretches are kept in the file's [StructureCache], within its bound. Safe for use by any
/// number of threads.
final class PageBuffer {
  /// The shortest page, which takes half as long as a request to a file of this machine.
  private static final int SHORTEST_PAGE = 1 << 12;

  /// The longest page: a cache has room for a few dozen regions, or for a few on a small heap.
  private static final int LONGEST_PAGE = 1 << 16;

  /// A request that costs so many pages brings one the first time.
  private static final int NEXT_TO_NOTHING = 16;

  private static final int PAGES_OF_REGION = 16;

  /// How many times as much each next read in a region brings. Were it two, a region that is read
  /// here and there would be read twice in all, by two requests more.
  private static final int GROWTH = 4;

  /// What is known of a region.
  ///
  /// @param position where the bytes are in the storage
  /// @param size bytes that were asked for: none if the region was only passed through
  /// @param bytes as many as there are; not to be changed
  record Stretch(long position, int size, byte[] bytes) {
    boolean covers(long from, int length) {
      return from >= position && length <= bytes.length - (from - position);
    }
  }

  private static final byte[] NOTHING = {};

  private final Storage storage;
  private final StructureCache cache;
  private final Counters counters;

  /// Bytes of the shortest stretch that is kept, a power of two.
  private final int page;

  /// Bytes of a region, a power of two.
  private final int region;

  /// Whether the first read in a region brings a page.
  private final boolean atOnce;

  /// The one found last, which the next read most often needs.
  private @Nullable Stretch last;

  /// @param requestCost how many bytes are read in the time that a request takes anyway
  PageBuffer(Storage storage, StructureCache cache, Counters counters, long requestCost) {
    this.storage = storage;
    this.cache = cache;
    this.counters = counters;
    this.page = Math.clamp(Long.highestOneBit(requestCost) / 2, SHORTEST_PAGE, LONGEST_PAGE);
    this.region = PAGES_OF_REGION * page;
    this.atOnce = requestCost >= (long) NEXT_TO_NOTHING * page;
  }

  /// The stretch that a part of the file is in; null if it is better read for itself.
  ///
  /// @param position of the part in the storage, not negative
  /// @param length those who read more than half a page keep it themselves: nothing is found for
  ///   them
  @Nullable Stretch covering(long position, long length) {
    return length > page / 2 ? null : find(position, (int) length);
  }

  private @Nullable Stretch find(long position, int length) {
    Stretch recent = last;
    if (recent != null && recent.covers(position, length)) {
      return recent;
    }
    long start = position & -region;
    if (position - start + length > region) {
      return null;
    }
    Stretch known = cache.known(start, Stretch.class);
    if (known == null || !known.covers(position, length)) {
      known = grow(start, known, position, length);
    }
    if (known != null) {
      last = known;
    }
    return known;
  }

  /// @param start where the region begins
  private @Nullable Stretch grow(long start, @Nullable Stretch known, long position, int length) {
    if (known != null && known.size() == region) {
      return null;
    }
    int size = known == null ? firstSize(start) : Math.max(page, known.size() * GROWTH);
    if (size == 0) {
      keep(start, null, new Stretch(start, 0, NOTHING));
      return null;
    }
    Stretch fresh = read(Math.min(region, size), position, length);
    if (fresh == null) {
      return null;
    }
    keep(start, known, fresh);
    return fresh.covers(position, length) ? fresh : null;
  }

  /// Bytes that the first read in a region brings of it: 0 if it is to read for itself alone.
  private int firstSize(long start) {
    Stretch before = cache.known(start - region, Stretch.class);
    if (before != null && before.size() >= region) {
      return region;
    }
    return atOnce ? page : 0;
  }

  private void keep(long start, @Nullable Stretch known, Stretch fresh) {
    if (known != null) {
      cache.replace(start, Stretch.class);
    }
    Stretch _ = cache.get(start, Stretch.class, (fresh.bytes().length + 1) / 2, () -> fresh);
  }

  /// Reads the part of a region around a position, of at least `least` bytes, a power of two. A
  /// medium that fails is asked again for what is really needed, and may then say so.
  private @Nullable Stretch read(int least, long position, int length) {
    int size = least;
    long start = position & -size;
    while (position + length > start + size) {
      size *= 2;
      start = position & -size;
    }
    StorageRead event = StorageRead.begun(size);
    byte[] bytes = new byte[size];
    MemorySegment target = MemorySegment.ofArray(bytes);
    int done = 0;
    try {
      while (done < size) {
        long count = storage.read(start + done, target.asSlice(done));
        if (count <= 0) {
          break;
        }
        done += (int) count;
      }
    } catch (IOException e) {
      return null;
    }
    event.done(counters, storage, start, done);
    return new Stretch(start, size, done == size ? bytes : Arrays.copyOf(bytes, done));
  }
}
