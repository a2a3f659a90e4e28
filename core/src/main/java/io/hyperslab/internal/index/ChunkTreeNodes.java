package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.btree.BTreeV1ChunkNode;
import io.hyperslab.internal.format.btree.BTreeV1NodePrefix;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The nodes of a version 1 B-tree of chunks that an editor has met.
final class ChunkTreeNodes {
  private static final int MOST_ENTRIES = 0xffff;
  private static final int MOST_LEVELS = 0xff;

  private final BlockSpace space;
  private final FormatContext context;
  private final BTreeV1ChunkIndex index;
  private final int rank;
  private final int k;
  private final Map<Long, ChunkTreeNode> nodes = new HashMap<>();
  private final Set<Long> freed = new HashSet<>();
  private final ChunkTreeNode root;

  private ChunkTreeNodes(
      BlockSpace space, ChunkGeometry geometry, long address, int k, boolean created) {
    if (k < 1) {
      throw new MalformedFileException(
          null, -1, "indexed storage internal node K", String.valueOf(k), "at least 1");
    }
    this.space = space;
    this.context = space.reader().context();
    this.index = new BTreeV1ChunkIndex(space.reader(), geometry, address, k);
    this.rank = geometry.rank();
    this.k = k;
    this.root =
        created ? new ChunkTreeNode(address, 0, rank) : new ChunkTreeNode(address, index.root());
    nodes.put(address, root);
  }

  /// The nodes of the tree whose root is at `address`.
  static ChunkTreeNodes open(BlockSpace space, ChunkGeometry geometry, long address, int k) {
    return new ChunkTreeNodes(space, geometry, address, k, false);
  }

  /// A tree of an empty root.
  static ChunkTreeNodes create(BlockSpace space, ChunkGeometry geometry, int k) {
    return new ChunkTreeNodes(space, geometry, allocate(space, geometry.rank(), k), k, true);
  }

  private static long allocate(BlockSpace space, int rank, int k) {
    long length = BTreeV1ChunkNode.length(space.reader().context(), k, rank);
    space.requireBlock(length, BTreeV1NodePrefix.STRUCTURE);
    return space.allocate(length, BTreeV1NodePrefix.STRUCTURE);
  }

  /// The root node; the same object all the time.
  ChunkTreeNode root() {
    return root;
  }

  /// The offsets in the key of a chunk.
  long[] key(long[] scaled) {
    return index.key(scaled);
  }

  /// The most children of a node.
  int capacity() {
    return Math.min(2 * k, MOST_ENTRIES);
  }

  /// The highest level that a node may have.
  int mostLevels() {
    return Math.min(context.limits().treeDepth(), MOST_LEVELS);
  }

  /// Makes a node.
  ChunkTreeNode create(int level) {
    long address = allocate(space, rank, k);
    ChunkTreeNode node = new ChunkTreeNode(address, level, rank);
    nodes.put(address, node);
    freed.remove(address);
    return node;
  }

  /// The node that an entry of a node above the leaves leads to.
  ChunkTreeNode child(ChunkTreeNode parent, int entry) {
    if (parent.entries() == 0) {
      throw malformed(parent.address(), "entries used", "0", "at least 1 above the leaves");
    }
    ChunkTreeNode node = node(parent.child(entry));
    if (node.level() >= parent.level()) {
      throw malformed(
          node.address(),
          "node level",
          String.valueOf(node.level()),
          "below its parent's, " + parent.level());
    }
    return node;
  }

  /// A sibling of a node.
  ChunkTreeNode sibling(ChunkTreeNode node, long address) {
    ChunkTreeNode sibling = node(address);
    if (sibling.level() != node.level() || sibling == node) {
      throw malformed(
          node.address(), "sibling", "another node's child or parent", "a node of its level");
    }
    return sibling;
  }

  private static MalformedFileException malformed(
      long address, String item, String found, String expected) {
    return new MalformedFileException(BTreeV1NodePrefix.STRUCTURE, address, item, found, expected);
  }

  private ChunkTreeNode node(long address) {
    ChunkTreeNode known = nodes.get(address);
    if (known != null) {
      return known;
    }
    if (freed.contains(address)) {
      throw malformed(address, "address", "reached twice", "reached once in the tree");
    }
    ChunkTreeNode node = new ChunkTreeNode(address, index.node(address));
    nodes.put(address, node);
    return node;
  }

  /// Frees a node that nothing leads to any more.
  void free(ChunkTreeNode node) {
    nodes.remove(node.address());
    freed.add(node.address());
    // Other writers may have cut the last node of a file off after its last key.
    long length = BTreeV1ChunkNode.length(context, k, rank);
    long available = space.reader().available(node.address());
    space.free(node.address(), Math.min(length, available), BTreeV1NodePrefix.STRUCTURE);
  }

  /// Writes the nodes that have changed.
  void save() {
    for (ChunkTreeNode node : nodes.values()) {
      if (node.isChanged()) {
        Encoder out = space.encoder();
        node.toStored().encode(out, k);
        space.write(node.address(), out);
        node.saved();
      }
    }
  }

  /// Frees all nodes.
  void delete() {
    Deque<ChunkTreeNode> stack = new ArrayDeque<>();
    stack.push(root);
    while (!stack.isEmpty()) {
      ChunkTreeNode node = stack.pop();
      if (node.level() > 0) {
        for (int i = 0; i < node.entries(); i++) {
          stack.push(child(node, i));
        }
      }
      free(node);
    }
  }
}
