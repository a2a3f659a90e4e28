package io.hyperslab.internal.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which structure has which bytes of a file. Holds many extents in little memory.
final class SpaceMap {
  private static final int FIELDS = 3;

  /// Address, size and the number of the name, in turn.
  private long[] extents = new long[64 * FIELDS];

  private int count;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /// Takes bytes that two structures claim.
  @FunctionalInterface
  interface OverlapVisitor {
    /// Takes one overlap.
    ///
    /// @param second the structure that starts inside the other
    /// @param address of the first byte that both claim
    void overlap(String first, long firstAddress, String second, long address);
  }

  /// Adds the extent of a structure; one without bytes is none.
  ///
  /// @param name of the structure, and of the object if it is known
  void add(long address, long size, String name) {
    if (size <= 0 || address < 0 || size > Long.MAX_VALUE - address) {
      return;
    }
    if ((count + 1) * FIELDS > extents.length) {
      extents = Arrays.copyOf(extents, Math.multiplyExact(extents.length, 2));
    }
    int number =
        numbers.computeIfAbsent(
            name,
            added -> {
              names.add(added);
              return names.size() - 1;
            });
    int at = count++ * FIELDS;
    extents[at] = address;
    extents[at + 1] = size;
    extents[at + 2] = number;
  }

  /// The number of structures.
  int size() {
    return count;
  }

  /// Visits all pairs of neighbours that overlap.
  ///
  /// @return bytes that belong to any structure
  long forEachOverlap(OverlapVisitor visitor) {
    sort();
    long used = 0;
    long end = 0;
    int reaching = 0;
    for (int i = 0; i < count; i++) {
      long address = extents[i * FIELDS];
      long to = address + extents[i * FIELDS + 1];
      if (i > 0 && address < end) {
        visitor.overlap(name(reaching), extents[reaching * FIELDS], name(i), address);
      }
      if (to > end) {
        used += to - Math.max(end, address);
        end = to;
        reaching = i;
      }
    }
    return used;
  }

  private String name(int extent) {
    return names.get((int) extents[extent * FIELDS + 2]);
  }

  /// Sorts by address, in place.
  private void sort() {
    for (int root = count / 2 - 1; root >= 0; root--) {
      sift(root, count);
    }
    for (int last = count - 1; last > 0; last--) {
      swap(0, last);
      sift(0, last);
    }
  }

  private void sift(int start, int end) {
    int root = start;
    while (2 * root + 1 < end) {
      int child = 2 * root + 1;
      if (child + 1 < end && extents[child * FIELDS] < extents[(child + 1) * FIELDS]) {
        child++;
      }
      if (extents[root * FIELDS] >= extents[child * FIELDS]) {
        return;
      }
      swap(root, child);
      root = child;
    }
  }

  private void swap(int one, int other) {
    for (int field = 0; field < FIELDS; field++) {
      long held = extents[one * FIELDS + field];
      extents[one * FIELDS + field] = extents[other * FIELDS + field];
      extents[other * FIELDS + field] = held;
    }
  }
}
