package io.hyperslab.internal.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which structure has which bytes of a file. Holds many extents in little memory.
final class SpaceMap {
  private static final int FIELDS = 3;

  /// Address, size and the number of the name, in turn.
  private long[] extents = new long[64 * FIELDS];

  private int count;
  private final List<Name> names = new ArrayList<>();
  private final Map<Name, Integer> numbers = new HashMap<>();

  /// What has an extent.
  private record Name(String structure, @Nullable MetObject owner) {
    String text() {
      return owner == null ? structure : structure + " of " + owner.path();
    }
  }

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
  /// @param structure its name
  void add(long address, long size, String structure) {
    add(address, size, structure, null);
  }

  /// Adds the extent of a structure; one without bytes is none.
  ///
  /// @param structure its name
  /// @param owner the object that it belongs to, if it is known
  void add(long address, long size, String structure, @Nullable MetObject owner) {
    if (size <= 0 || address < 0 || size > Long.MAX_VALUE - address) {
      return;
    }
    if ((count + 1) * FIELDS > extents.length) {
      extents = Arrays.copyOf(extents, Math.multiplyExact(extents.length, 2));
    }
    int number =
        numbers.computeIfAbsent(
            new Name(structure, owner),
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
    RecordSort.sort(extents, count, FIELDS);
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
    return names.get((int) extents[extent * FIELDS + 2]).text();
  }
}
