package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.btree.BTreeV1ChunkNode;
import io.hyperslab.internal.format.btree.BTreeV1NodePrefix;
import java.util.Arrays;

/// A node of a version 1 B-tree of chunks that is being changed: N children between N+1 keys, of
/// which the last bounds the last child from above.
final class ChunkTreeNode {
  private static final int NODE_TYPE = 1;

  private final long address;
  private final int keyOffsets;
  private int level;
  private long leftSibling;
  private long rightSibling;
  private int entries;
  private long[] chunkSizes;
  private int[] filterMasks;
  private long[] offsets;
  private long[] children;
  private boolean changed;

  /// A copy of a node of the file.
  ChunkTreeNode(long address, BTreeV1ChunkNode node) {
    this.address = address;
    this.keyOffsets = node.rank() + 1;
    this.level = node.prefix().nodeLevel();
    this.leftSibling = node.prefix().leftSibling();
    this.rightSibling = node.prefix().rightSibling();
    this.entries = node.entries();
    this.chunkSizes = Arrays.copyOf(node.chunkSizes(), entries + 1);
    this.filterMasks = Arrays.copyOf(node.filterMasks(), entries + 1);
    this.offsets = Arrays.copyOf(node.offsets(), (entries + 1) * keyOffsets);
    this.children = node.children().clone();
  }

  /// A new node without children.
  ChunkTreeNode(long address, int level, int rank) {
    this.address = address;
    this.keyOffsets = rank + 1;
    this.level = level;
    this.leftSibling = Address.UNDEFINED;
    this.rightSibling = Address.UNDEFINED;
    this.chunkSizes = new long[1];
    this.filterMasks = new int[1];
    this.offsets = new long[keyOffsets];
    this.children = new long[0];
    this.changed = true;
  }

  long address() {
    return address;
  }

  int level() {
    return level;
  }

  int entries() {
    return entries;
  }

  long child(int entry) {
    return children[entry];
  }

  long leftSibling() {
    return leftSibling;
  }

  long rightSibling() {
    return rightSibling;
  }

  boolean isChanged() {
    return changed;
  }

  void saved() {
    changed = false;
  }

  /// The node as it is to be stored.
  BTreeV1ChunkNode toStored() {
    int keys = entries == 0 ? 0 : entries + 1;
    return new BTreeV1ChunkNode(
        new BTreeV1NodePrefix(NODE_TYPE, level, entries, leftSibling, rightSibling),
        keyOffsets - 1,
        Arrays.copyOf(chunkSizes, keys),
        Arrays.copyOf(filterMasks, keys),
        Arrays.copyOf(offsets, keys * keyOffsets),
        Arrays.copyOf(children, entries));
  }

  /// Compares a key with offsets. Offsets of the last key can be any bits.
  int compare(int key, long[] wanted) {
    int first = key * keyOffsets;
    for (int i = 0; i < keyOffsets; i++) {
      int order = Long.compareUnsigned(offsets[first + i], wanted[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /// The last entry whose key is not above the wanted one; 0 if all are, or if there are none.
  int entryOf(long[] wanted) {
    int low = 1;
    int high = entries;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(middle, wanted) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /// Changes a key.
  void setKey(int key, ChunkTreeKey value) {
    chunkSizes[key] = value.chunkSize();
    filterMasks[key] = value.filterMask();
    System.arraycopy(value.offsets(), 0, offsets, key * keyOffsets, keyOffsets);
    changed = true;
  }

  /// A copy of a key.
  ChunkTreeKey key(int key) {
    int first = key * keyOffsets;
    return new ChunkTreeKey(
        chunkSizes[key], filterMasks[key], Arrays.copyOfRange(offsets, first, first + keyOffsets));
  }

  void setChild(int entry, long child) {
    children[entry] = child;
    changed = true;
  }

  void setSiblings(long left, long right) {
    leftSibling = left;
    rightSibling = right;
    changed = true;
  }

  /// Inserts a child and the key before it.
  void insert(int entry, ChunkTreeKey key, long child) {
    reserve(entries + 1);
    System.arraycopy(children, entry, children, entry + 1, entries - entry);
    moveKeys(entry, entry + 1);
    entries++;
    children[entry] = child;
    setKey(entry, key);
  }

  /// Removes a child and the key before it.
  void remove(int entry) {
    System.arraycopy(children, entry + 1, children, entry, entries - entry - 1);
    moveKeys(entry + 1, entry);
    entries--;
    changed = true;
  }

  /// Moves the keys from one on, up to the last.
  private void moveKeys(int from, int to) {
    int count = entries + 1 - from;
    System.arraycopy(chunkSizes, from, chunkSizes, to, count);
    System.arraycopy(filterMasks, from, filterMasks, to, count);
    System.arraycopy(offsets, from * keyOffsets, offsets, to * keyOffsets, count * keyOffsets);
  }

  private void reserve(int count) {
    if (count > children.length) {
      int capacity = Math.max(8, 2 * count);
      children = Arrays.copyOf(children, capacity);
      chunkSizes = Arrays.copyOf(chunkSizes, capacity + 1);
      filterMasks = Arrays.copyOf(filterMasks, capacity + 1);
      offsets = Arrays.copyOf(offsets, (capacity + 1) * keyOffsets);
    }
  }

  /// Moves the children from one on to an empty node; the key between them is the last of this node
  /// and the first of the other.
  void moveTail(int from, ChunkTreeNode target) {
    int count = entries - from;
    target.reserve(count);
    System.arraycopy(children, from, target.children, 0, count);
    System.arraycopy(chunkSizes, from, target.chunkSizes, 0, count + 1);
    System.arraycopy(filterMasks, from, target.filterMasks, 0, count + 1);
    System.arraycopy(offsets, from * keyOffsets, target.offsets, 0, (count + 1) * keyOffsets);
    target.entries = count;
    target.changed = true;
    entries = from;
    changed = true;
  }

  /// Makes this an empty node of another level.
  void clear(int newLevel) {
    level = newLevel;
    entries = 0;
    changed = true;
  }
}
