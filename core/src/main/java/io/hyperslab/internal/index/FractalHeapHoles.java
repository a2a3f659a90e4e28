package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.heap.FreeSpaceHeader;
import io.hyperslab.internal.format.heap.FreeSpaceSections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Free space in the direct blocks of a fractal heap, as far as it is known, by offset in the
/// heap's address space. Neighbours are one hole.
final class FractalHeapHoles {
  private final long heapAddress;
  private final NavigableMap<Long, Long> sizes = new TreeMap<>();
  private HolesBySize bySize = HolesBySize.NONE;
  private long total;

  /// The free space at the end of the newest block that never held anything; while it is known.
  private long untouchedFrom;

  private long untouchedTo;

  /// The stored list's header, if it is known.
  private @Nullable FreeSpaceHeader stored;

  /// @param heapAddress for error messages
  FractalHeapHoles(long heapAddress) {
    this.heapAddress = heapAddress;
  }

  /// Takes note of a new block.
  ///
  /// @param from where its first object can be
  /// @param to where it ends
  void untouched(long from, long to) {
    untouchedFrom = from;
    untouchedTo = to;
  }

  /// Whether nothing was ever there.
  boolean isUntouched(long offset, long size) {
    return offset >= untouchedFrom && offset + size <= untouchedTo;
  }

  /// The header of the stored list, null if it is not known.
  @Nullable FreeSpaceHeader stored() {
    return stored;
  }

  /// Takes note of what was stored.
  void stored(FreeSpaceHeader header) {
    stored = header;
  }

  /// Where the smallest hole is that has at least so many bytes.
  OptionalLong find(long size) {
    return bySize.find(size);
  }

  /// The size of the hole that starts at `offset`, which there is.
  long size(long offset) {
    Long size = sizes.get(offset);
    return size == null ? 0 : size;
  }

  /// Adds free space.
  ///
  /// @return the offset of the hole that it is part of
  /// @throws MalformedFileException if part of it is free already
  long add(long offset, long size) {
    long start = offset;
    long end = offset + size;
    Map.Entry<Long, Long> before = sizes.lowerEntry(end);
    if (before != null && before.getKey() + before.getValue() > offset) {
      throw new MalformedFileException(
          FreeSpaceSections.STRUCTURE,
          heapAddress,
          "free section",
          before.getKey() + " + " + before.getValue(),
          "apart from " + offset + " + " + size);
    }
    if (before != null && before.getKey() + before.getValue() == offset) {
      start = before.getKey();
      remove(start);
    }
    if (sizes.containsKey(end)) {
      long behind = size(end);
      remove(end);
      end += behind;
    }
    put(start, end - start);
    return start;
  }

  /// Takes the first bytes of a hole.
  void take(long offset, long size) {
    // What is taken may begin before that space: then it has only some of it.
    if (offset < untouchedTo && offset + size > untouchedFrom) {
      untouchedFrom = offset + size;
    }
    long left = size(offset) - size;
    remove(offset);
    if (left > 0) {
      put(offset + size, left);
    }
  }

  /// Takes a whole hole.
  void remove(long offset) {
    long size = size(offset);
    sizes.remove(offset);
    total -= size;
    bySize = bySize.without(size, offset);
  }

  private void put(long offset, long size) {
    sizes.put(offset, size);
    total += size;
    bySize = bySize.with(size, offset);
  }

  /// How many there are.
  int count() {
    return sizes.size();
  }

  /// Bytes of memory that they take, about.
  long memory() {
    return 250L * sizes.size();
  }

  /// Bytes in all of them.
  long total() {
    return total;
  }

  /// All of them as they are now, in the order in which they are stored.
  HolesBySize bySize() {
    return bySize;
  }
}
