package io.hyperslab.internal.check;

/// Sorts records of a few numbers each, which lie one behind the other in an array, by their first
/// number: a heap sort, which needs no memory of its own for any number of them.
final class RecordSort {
  private final long[] records;
  private final int fields;

  private RecordSort(long[] records, int fields) {
    this.records = records;
    this.fields = fields;
  }

  /// Sorts records in place.
  ///
  /// @param count how many of them are sorted; others lie behind
  /// @param fields numbers of one record
  static void sort(long[] records, int count, int fields) {
    new RecordSort(records, fields).sort(count);
  }

  private void sort(int count) {
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
      if (child + 1 < end && records[child * fields] < records[(child + 1) * fields]) {
        child++;
      }
      if (records[root * fields] >= records[child * fields]) {
        return;
      }
      swap(root, child);
      root = child;
    }
  }

  private void swap(int one, int other) {
    for (int field = 0; field < fields; field++) {
      long held = records[one * fields + field];
      records[one * fields + field] = records[other * fields + field];
      records[other * fields + field] = held;
    }
  }
}
