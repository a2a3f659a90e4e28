package io.hyperslab.internal.check;

import java.util.HashMap;
import java.util.Map;

/// How many hard links lead to each object, and how many objects use each committed datatype.
final class LinkCounts {
  private final Map<Long, Long> found = new HashMap<>();

  /// A hard link leads to an object.
  ///
  /// @return whether it is the first
  boolean link(long address) {
    return found.merge(address, 1L, Long::sum) == 1;
  }

  /// A dataset or attribute uses a committed datatype.
  void use(long address) {
    // Apart from links, so that a datatype without a link is not taken for one that was met.
    found.merge(~address, 1L, Long::sum);
  }

  /// Links and uses.
  long of(long address) {
    return found.getOrDefault(address, 0L) + found.getOrDefault(~address, 0L);
  }
}
