package io.hyperslab.internal.index;

import io.hyperslab.internal.format.btree.BTreeV1GroupNode;

/// A node of a group's B-tree that is being changed, and the child that a path goes to from it.
final class GroupTreeNode {
  long address;
  final int level;
  long left;
  long right;
  long[] keys;
  long[] children;
  int child;

  GroupTreeNode(long address, int level, long left, long right, long[] keys, long[] children) {
    this.address = address;
    this.level = level;
    this.left = left;
    this.right = right;
    this.keys = keys;
    this.children = children;
  }

  static GroupTreeNode of(long address, BTreeV1GroupNode node) {
    return new GroupTreeNode(
        address,
        node.prefix().nodeLevel(),
        node.prefix().leftSibling(),
        node.prefix().rightSibling(),
        node.keys().clone(),
        node.children().clone());
  }

  BTreeV1GroupNode toRecord() {
    return BTreeV1GroupNode.of(level, left, right, keys.clone(), children.clone());
  }

  /// Whether the path goes to the last child.
  boolean leadsToLast() {
    return child == children.length - 1;
  }

  /// Puts another child behind the one that the path goes to.
  ///
  /// @param key the key between the two
  void insert(long newChild, long key) {
    keys = withInserted(keys, child + 1, key);
    children = withInserted(children, child + 1, newChild);
  }

  /// Removes the child that the path goes to, and its right key, which is its own alone.
  void remove() {
    keys = withRemoved(keys, child + 1);
    children = withRemoved(children, child);
  }

  private static long[] withInserted(long[] array, int at, long value) {
    long[] longer = new long[array.length + 1];
    System.arraycopy(array, 0, longer, 0, at);
    longer[at] = value;
    System.arraycopy(array, at, longer, at + 1, array.length - at);
    return longer;
  }

  private static long[] withRemoved(long[] array, int at) {
    long[] shorter = new long[array.length - 1];
    System.arraycopy(array, 0, shorter, 0, at);
    System.arraycopy(array, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }
}
