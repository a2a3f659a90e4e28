package io.hyperslab.dataspace;

/// A stable merge sort of positions by a `long` key, without boxing.
final class IndexSort {
  private IndexSort() {}

  /// Whether no key is smaller than the one before it.
  static boolean isAscending(long[] keys, int count) {
    for (int i = 1; i < count; i++) {
      if (keys[i] < keys[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /// The positions `0..count-1` in ascending order of their keys; equal keys stay in order.
  static int[] order(long[] keys, int count) {
    int[] from = new int[count];
    for (int i = 0; i < count; i++) {
      from[i] = i;
    }
    if (isAscending(keys, count)) {
      return from;
    }
    int[] to = new int[count];
    for (long width = 1; width < count; width *= 2) {
      for (long low = 0; low < count; low += 2 * width) {
        int middle = (int) Math.min(low + width, count);
        merge(keys, from, to, (int) low, middle, (int) Math.min(low + 2 * width, count));
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(long[] keys, int[] from, int[] to, int low, int middle, int high) {
    int left = low;
    int right = middle;
    for (int out = low; out < high; out++) {
      boolean takeLeft = left < middle && (right >= high || keys[from[left]] <= keys[from[right]]);
      to[out] = takeLeft ? from[left++] : from[right++];
    }
  }
}
