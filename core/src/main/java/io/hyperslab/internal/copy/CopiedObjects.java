package io.hyperslab.internal.copy;

import java.util.Arrays;

/// Which object of one file became which of another: addresses to addresses, without boxes.
final class CopiedObjects {
  /// What stands for an object that has not been copied.
  static final long NONE = -1;

  private static final int FIRST_CAPACITY = 64;

  /// Sources and targets in turn; a source of [#NONE] marks a free place.
  private long[] table = empty(FIRST_CAPACITY);

  private int size;

  private static long[] empty(int capacity) {
    long[] table = new long[2 * capacity];
    Arrays.fill(table, NONE);
    return table;
  }

  /// The copy of the object at an address; [#NONE] if there is none.
  long find(long source) {
    return table[place(source) + 1];
  }

  /// Notes a copy.
  ///
  /// @param source at least 0
  void put(long source, long target) {
    if (2 * (size + 1) > table.length / 2) {
      grow();
    }
    int at = place(source);
    size += table[at] == NONE ? 1 : 0;
    table[at] = source;
    table[at + 1] = target;
  }

  private void grow() {
    long[] before = table;
    table = empty(Math.multiplyExact(before.length / 2, 2));
    for (int at = 0; at < before.length; at += 2) {
      if (before[at] != NONE) {
        int place = place(before[at]);
        table[place] = before[at];
        table[place + 1] = before[at + 1];
      }
    }
  }

  private int place(long source) {
    int mask = table.length / 2 - 1;
    long hash = source * 0x9E37_79B9_7F4A_7C15L;
    int at = (int) (hash >>> 32) & mask;
    while (table[2 * at] != NONE && table[2 * at] != source) {
      at = at + 1 & mask;
    }
    return 2 * at;
  }
}
