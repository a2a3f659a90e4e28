package io.hyperslab.internal.format.btree;

/// A node of a version 2 B-tree.
public sealed interface BTreeV2Node permits BTreeV2InternalNode, BTreeV2LeafNode {
  /// The records of the node.
  BTreeV2Records records();
}
