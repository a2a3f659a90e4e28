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
/// somebody was there; the second brings a page, the next twice as much, and so on up to the whole
/// region. Behind a region that is known whole, the next is read whole at once. So a look-up here
/// and there reads little more than it needs, and a walk through the file reads it once, in long
/// pieces.
///
/// The stretches are kept in the file's [StructureCache], within its bound. Safe for use by any
/// number of threads.
final class PageBuffer {
  /// Bytes of a region.
  static final int REGION = 1 << 16;

  /// Bytes of the shortest stretch that is kept.
  static final int PAGE = 1 << 12;

  /// The longest read that is looked for here. Those who read whole pages keep them themselves.
  static final int LONGEST = PAGE / 2;

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

  /// The one found last, which the next read most often needs.
  private @Nullable Stretch last;

  PageBuffer(Storage storage, StructureCache cache, Counters counters) {
    this.storage = storage;
    this.cache = cache;
    this.counters = counters;
  }

  /// The stretch that a part of the file is in; null if it is better read for itself.
  ///
  /// @param position of the part in the storage, not negative
  /// @param length at most [#LONGEST]
  @Nullable Stretch covering(long position, int length) {
    Stretch recent = last;
    if (recent != null && recent.covers(position, length)) {
      return recent;
    }
    long region = position / REGION * REGION;
    if (position - region + length > REGION) {
      return null;
    }
    Stretch known = cache.known(region, Stretch.class);
    if (known == null || !known.covers(position, length)) {
      known = grow(region, known, position, length);
    }
    if (known != null) {
      last = known;
    }
    return known;
  }

  private @Nullable Stretch grow(long region, @Nullable Stretch known, long position, int length) {
    if (known == null) {
      Stretch before = cache.known(region - REGION, Stretch.class);
      if (before == null || before.size() < REGION) {
        keep(region, null, new Stretch(region, 0, NOTHING));
        return null;
      }
    } else if (known.size() == REGION) {
      return null;
    }
    Stretch fresh = read(region, known == null ? REGION : known.size() * 2, position, length);
    if (fresh == null) {
      return null;
    }
    keep(region, known, fresh);
    return fresh.covers(position, length) ? fresh : null;
  }

  private void keep(long region, @Nullable Stretch known, Stretch fresh) {
    if (known != null) {
      cache.replace(region, Stretch.class);
    }
    Stretch _ = cache.get(region, Stretch.class, (fresh.bytes().length + 1) / 2, () -> fresh);
  }

  /// Reads the part of the region around a position, of at least `least` bytes. A medium that fails
  /// is asked again for what is really needed, and may then say so.
  private @Nullable Stretch read(long region, int least, long position, int length) {
    int size = Math.max(PAGE, least);
    long start = region + (position - region) / size * size;
    while (position + length > start + size) {
      size *= 2;
      start = region + (position - region) / size * size;
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
