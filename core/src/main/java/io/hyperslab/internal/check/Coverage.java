package io.hyperslab.internal.check;

import java.util.Arrays;

/// Which bytes of a file belong to something, whatever it is. Neighbours become one stretch, so
/// that it takes memory by how scattered a file is, not by how many blocks it has.
final class Coverage {
  private static final int FIELDS = 2;
  private static final int FIRST_ROOM = 1024;

  /// Address and end of stretches, in turn; those before [#merged] in order and apart.
  private long[] stretches = new long[FIRST_ROOM * FIELDS];

  private int count;
  private int merged;

  /// Is shown stretches that nothing has.
  @FunctionalInterface
  interface HoleVisitor {
    /// Takes one.
    void hole(long address, long size);
  }

  /// Adds a block; one without bytes is none.
  void add(long address, long size) {
    if (size <= 0 || address < 0 || size > Long.MAX_VALUE - address) {
      return;
    }
    if (count > merged && stretches[count * FIELDS - 1] == address) {
      stretches[count * FIELDS - 1] += size;
      return;
    }
    if (count * FIELDS == stretches.length) {
      merge();
      if (count * FIELDS > stretches.length / 2) {
        stretches = Arrays.copyOf(stretches, Math.multiplyExact(stretches.length, 2));
      }
    }
    stretches[count * FIELDS] = address;
    stretches[count * FIELDS + 1] = address + size;
    count++;
  }

  /// Bytes that something has.
  long covered() {
    merge();
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += stretches[i * FIELDS + 1] - stretches[i * FIELDS];
    }
    return sum;
  }

  /// Shows what nothing has, in ascending order.
  ///
  /// @param end where the file ends
  void forEachHole(long end, HoleVisitor visitor) {
    merge();
    long[] known = Arrays.copyOf(stretches, count * FIELDS);
    long at = 0;
    for (int i = 0; i < known.length && at < end; i += FIELDS) {
      if (known[i] > at) {
        visitor.hole(at, Math.min(known[i], end) - at);
      }
      at = known[i + 1];
    }
    if (at < end) {
      visitor.hole(at, end - at);
    }
  }

  /// Puts all in order and joins what touches or overlaps.
  private void merge() {
    if (merged == count) {
      return;
    }
    RecordSort.sort(stretches, count, FIELDS);
    int last = 0;
    for (int i = 1; i < count; i++) {
      long address = stretches[i * FIELDS];
      long end = stretches[i * FIELDS + 1];
      if (address <= stretches[last * FIELDS + 1]) {
        stretches[last * FIELDS + 1] = Math.max(stretches[last * FIELDS + 1], end);
      } else {
        last++;
        stretches[last * FIELDS] = address;
        stretches[last * FIELDS + 1] = end;
      }
    }
    count = last + 1;
    merged = count;
  }
}
