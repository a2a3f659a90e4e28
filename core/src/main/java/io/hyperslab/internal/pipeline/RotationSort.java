package io.hyperslab.internal.pipeline;

import java.util.Arrays;

/// Sorts the rotations of a block, for the Burrows-Wheeler transform.
///
/// Rotations are sorted by their first two bytes, then by twice as many in every round: the places
/// of the rotations are the keys of the next round. A round is a counting sort, so that the time
/// does not depend on how repetitive the block is, but for the number of rounds.
final class RotationSort {
  private static final int PAIRS = 1 << 16;

  private final int length;
  private final int[] counts;
  private int[] order;
  private int[] otherOrder;
  private int[] ranks;
  private int[] otherRanks;

  /// @param largest the longest block
  RotationSort(int largest) {
    this.length = largest;
    this.counts = new int[Math.max(PAIRS, largest) + 1];
    this.order = new int[largest];
    this.otherOrder = new int[largest];
    this.ranks = new int[largest];
    this.otherRanks = new int[largest];
  }

  /// The starts of the rotations of the first `size` bytes of `block`, in sorted order. The array
  /// is used again for the next block, and may be larger.
  int[] sort(byte[] block, int size) {
    if (size > length) {
      throw new IllegalArgumentException("block of " + size + " bytes, expected up to " + length);
    }
    int classes = sortByPairs(block, size);
    for (int known = 2; classes < size && known < size; known *= 2) {
      classes = sortByRanks(known, size);
    }
    return order;
  }

  private int sortByPairs(byte[] block, int size) {
    Arrays.fill(counts, 0, PAIRS + 1, 0);
    for (int i = 0; i < size; i++) {
      counts[pair(block, i, size) + 1]++;
    }
    for (int key = 0; key < PAIRS; key++) {
      counts[key + 1] += counts[key];
    }
    for (int i = 0; i < size; i++) {
      order[counts[pair(block, i, size)]++] = i;
    }
    int classes = 0;
    int before = -1;
    for (int i = 0; i < size; i++) {
      int key = pair(block, order[i], size);
      classes += key == before ? 0 : 1;
      before = key;
      ranks[order[i]] = classes - 1;
    }
    return classes;
  }

  private static int pair(byte[] block, int at, int size) {
    int next = at + 1 == size ? 0 : at + 1;
    return (block[at] & 0xFF) << Byte.SIZE | block[next] & 0xFF;
  }

  /// Sorts by twice `known` bytes, given the order and ranks by `known` bytes; returns how many
  /// rotations differ.
  private int sortByRanks(int known, int size) {
    Arrays.fill(counts, 0, size + 1, 0);
    for (int i = 0; i < size; i++) {
      counts[ranks[i] + 1]++;
    }
    for (int rank = 0; rank < size; rank++) {
      counts[rank + 1] += counts[rank];
    }
    // The rotations that start `known` bytes earlier are in the order of their second halves.
    for (int i = 0; i < size; i++) {
      int start = back(order[i], known, size);
      otherOrder[counts[ranks[start]]++] = start;
    }
    int classes = 0;
    int firstBefore = -1;
    int secondBefore = -1;
    for (int i = 0; i < size; i++) {
      int start = otherOrder[i];
      int first = ranks[start];
      int second = ranks[forth(start, known, size)];
      classes += first == firstBefore && second == secondBefore ? 0 : 1;
      firstBefore = first;
      secondBefore = second;
      otherRanks[start] = classes - 1;
    }
    swap();
    return classes;
  }

  private static int back(int at, int distance, int size) {
    return at < distance ? at - distance + size : at - distance;
  }

  private static int forth(int at, int distance, int size) {
    return at >= size - distance ? at + distance - size : at + distance;
  }

  private void swap() {
    int[] sorted = otherOrder;
    otherOrder = order;
    order = sorted;
    int[] ranked = otherRanks;
    otherRanks = ranks;
    ranks = ranked;
  }
}
