package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.btree.BTreeV1GroupNode;
import io.hyperslab.internal.format.btree.BTreeV1NodePrefix;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Changes the version 1 B-tree above a group's symbol table nodes (`FMT4 III.A.1`).
///
/// Key i+1 of a node is the largest name in its child i, and the first key of a node is the last
/// one of the node to its left. The root never moves, and a tree never becomes flatter before it is
/// empty: both as libhdf5 does it. Neighbours are found through the tree, never through the
/// addresses of siblings: those are written, but not believed.
final class GroupTreeEditor {
  /// The share of children, in tenths, that stays in the left half when a node is split. At the
  /// ends of the tree names that come in order leave full nodes behind.
  private static final int LEFTMOST_SHARE = 1;

  private static final int MIDDLE_SHARE = 5;
  private static final int RIGHTMOST_SHARE = 9;

  private static final int LEFT = -1;
  private static final int RIGHT = 1;

  private final Transaction transaction;
  private final SymbolTableIndex index;
  private final long rootAddress;
  private final int k;
  private final long nodeLength;

  /// @param index reads the tree
  /// @param rootAddress of the root node
  /// @param k "Group Internal GroupTreeNode K" of the superblock
  GroupTreeEditor(Transaction transaction, SymbolTableIndex index, long rootAddress, int k) {
    this.transaction = transaction;
    this.index = index;
    this.rootAddress = rootAddress;
    this.k = k;
    this.nodeLength = BTreeV1GroupNode.length(transaction.context(), k);
  }

  /// Makes an empty tree.
  ///
  /// @param k "Group Internal GroupTreeNode K" of the superblock
  /// @return the address of its root
  static long create(Transaction transaction, int k) {
    long length = BTreeV1GroupNode.length(transaction.context(), k);
    long address = transaction.allocate(SpaceKind.METADATA, length);
    transaction.writePart(address, length, out -> empty().encode(out, k));
    return address;
  }

  private static BTreeV1GroupNode empty() {
    return BTreeV1GroupNode.of(0, Address.UNDEFINED, Address.UNDEFINED, new long[0], new long[0]);
  }

  /// The way from the root to one symbol table node.
  static final class Path {
    private final List<GroupTreeNode> nodes = new ArrayList<>();

    /// The address of the symbol table node; undefined if the tree is empty.
    long leaf() {
      GroupTreeNode last = nodes.getLast();
      return last.children.length == 0 ? Address.UNDEFINED : last.children[last.child];
    }
  }

  /// Finds the symbol table node in which a name is, or has its place.
  ///
  /// @throws MalformedFileException if the name has no place because the first key is not before it
  Path find(byte[] name, LocalHeap heap) {
    Path path = new Path();
    GroupTreeNode node = GroupTreeNode.of(rootAddress, index.root());
    if (node.children.length > 0 && heap.compare(name, node.keys[0]) <= 0) {
      throw malformed(rootAddress, "first key", "a name behind another one");
    }
    path.nodes.add(node);
    while (node.children.length > 0) {
      node.child = childFor(node, name, heap);
      if (node.level == 0) {
        break;
      }
      node = child(node, node.child);
      path.nodes.add(node);
    }
    return path;
  }

  /// The first child whose right key is not before the name, else the last one.
  private static int childFor(GroupTreeNode node, byte[] name, LocalHeap heap) {
    int low = 0;
    int high = node.children.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (heap.compare(name, node.keys[middle + 1]) <= 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private GroupTreeNode child(GroupTreeNode parent, int number) {
    GroupTreeNode child =
        GroupTreeNode.of(parent.children[number], index.child(parent.toRecord(), number));
    if (child.level != parent.level - 1) {
      throw malformed(child.address, "node level", String.valueOf(child.level));
    }
    if (child.children.length == 0) {
      throw malformed(child.address, "entries used", "0");
    }
    return child;
  }

  private static MalformedFileException malformed(long address, String item, String found) {
    return new MalformedFileException(
        BTreeV1NodePrefix.STRUCTURE,
        address,
        item,
        found,
        "a tree of ordered names with all leaves at level 0 and children in every node");
  }

  /// Puts the first symbol table node into an empty tree.
  ///
  /// @param firstKey offset of the empty name
  /// @param lastKey offset of the largest name in it
  void insertFirst(long leaf, long firstKey, long lastKey) {
    write(
        new GroupTreeNode(
            rootAddress,
            0,
            Address.UNDEFINED,
            Address.UNDEFINED,
            new long[] {firstKey, lastKey},
            new long[] {leaf}));
  }

  /// Says that the largest name in the symbol table node at the end of a path is another one.
  ///
  /// @param key its offset
  void changeLastName(Path path, long key) {
    changeRightKey(path, path.nodes.size() - 1, key);
  }

  /// Gives another right key to the child at which the path leaves the node at `depth`.
  private void changeRightKey(Path path, int depth, long key) {
    for (int d = depth; d >= 0; d--) {
      GroupTreeNode node = path.nodes.get(d);
      node.keys[node.child + 1] = key;
      write(node);
      if (!node.leadsToLast()) {
        return;
      }
      changeFirstKeyAfter(path, d, key);
    }
  }

  /// Gives another first key to the node to the right of the one at `depth`.
  private void changeFirstKeyAfter(Path path, int depth, long key) {
    Optional<GroupTreeNode> right = neighbour(path, depth, RIGHT);
    if (right.isPresent()) {
      right.get().keys[0] = key;
      write(right.get());
    }
  }

  /// The node beside the one that the path has at `depth`.
  private Optional<GroupTreeNode> neighbour(Path path, int depth, int direction) {
    int d = depth - 1;
    while (d >= 0 && !hasChild(path.nodes.get(d), path.nodes.get(d).child + direction)) {
      d--;
    }
    if (d < 0) {
      return Optional.empty();
    }
    GroupTreeNode node = child(path.nodes.get(d), path.nodes.get(d).child + direction);
    for (d++; d < depth; d++) {
      node = child(node, direction == RIGHT ? 0 : node.children.length - 1);
    }
    return Optional.of(node);
  }

  private static boolean hasChild(GroupTreeNode node, int number) {
    return number >= 0 && number < node.children.length;
  }

  /// Puts a symbol table node behind the one at the end of a path.
  ///
  /// @param leaf the new node
  /// @param middleKey offset of the largest name in the old one
  void insertAfter(Path path, long leaf, long middleKey) {
    long child = leaf;
    long key = middleKey;
    for (int depth = path.nodes.size() - 1; depth >= 0; depth--) {
      GroupTreeNode node = path.nodes.get(depth);
      if (node.children.length < capacity()) {
        node.insert(child, key);
        write(node);
        return;
      }
      GroupTreeNode right = split(path, depth);
      (node.child < node.children.length ? node : right).insert(child, key);
      write(right);
      if (depth == 0) {
        growRoot(node, right);
        return;
      }
      write(node);
      child = right.address;
      key = right.keys[0];
    }
  }

  /// Makes the tree above symbol table nodes anew; its nodes are as few as can be.
  ///
  /// @param leaves the symbol table nodes, at least one
  /// @param leafKeys offset of the empty name, and of the largest name in each
  void fill(long[] leaves, long[] leafKeys) {
    long[] children = leaves;
    long[] keys = leafKeys;
    int level = 0;
    while (children.length > capacity()) {
      int parts = Math.ceilDiv(children.length, capacity());
      long[] nodes = new long[parts];
      for (int part = 0; part < parts; part++) {
        nodes[part] = transaction.allocate(SpaceKind.METADATA, nodeLength);
      }
      long[] above = new long[parts + 1];
      above[0] = keys[0];
      for (int part = 0; part < parts; part++) {
        int from = (int) ((long) children.length * part / parts);
        int to = (int) ((long) children.length * (part + 1) / parts);
        write(
            new GroupTreeNode(
                nodes[part],
                level,
                part == 0 ? Address.UNDEFINED : nodes[part - 1],
                part == parts - 1 ? Address.UNDEFINED : nodes[part + 1],
                Arrays.copyOfRange(keys, from, to + 1),
                Arrays.copyOfRange(children, from, to)));
        above[part + 1] = keys[to];
      }
      children = nodes;
      keys = above;
      level++;
      requireLevel(level);
    }
    write(
        new GroupTreeNode(
            rootAddress, level, Address.UNDEFINED, Address.UNDEFINED, keys, children));
  }

  private int capacity() {
    return Math.min(2 * k, 0xffff);
  }

  /// Moves the right part of a full node to a new one. The child of the path is in the right one if
  /// the left one has fewer children than its number says; it is counted from there then.
  private GroupTreeNode split(Path path, int depth) {
    GroupTreeNode node = path.nodes.get(depth);
    Optional<GroupTreeNode> behind = neighbour(path, depth, RIGHT);
    int share = MIDDLE_SHARE;
    if (behind.isEmpty()) {
      share = RIGHTMOST_SHARE;
    } else if (neighbour(path, depth, LEFT).isEmpty()) {
      share = LEFTMOST_SHARE;
    }
    int count = node.children.length;
    int stay = Math.clamp((long) count * share / 10, 1, count - 1);
    long address = transaction.allocate(SpaceKind.METADATA, nodeLength);
    GroupTreeNode right =
        new GroupTreeNode(
            address,
            node.level,
            node.address,
            behind.map(other -> other.address).orElse(Address.UNDEFINED),
            Arrays.copyOfRange(node.keys, stay, count + 1),
            Arrays.copyOfRange(node.children, stay, count));
    right.child = node.child - stay;
    node.keys = Arrays.copyOf(node.keys, stay + 1);
    node.children = Arrays.copyOf(node.children, stay);
    node.right = address;
    if (behind.isPresent()) {
      behind.get().left = address;
      write(behind.get());
    }
    return right;
  }

  /// Moves the old root, which is the left node now, and puts a new one where it was.
  private void growRoot(GroupTreeNode left, GroupTreeNode right) {
    int level = left.level + 1;
    requireLevel(level);
    left.address = transaction.allocate(SpaceKind.METADATA, nodeLength);
    write(left);
    right.left = left.address;
    write(right);
    write(
        new GroupTreeNode(
            rootAddress,
            level,
            Address.UNDEFINED,
            Address.UNDEFINED,
            new long[] {left.keys[0], right.keys[0], right.keys[right.keys.length - 1]},
            new long[] {left.address, right.address}));
  }

  private void requireLevel(int level) {
    int limit = transaction.context().limits().treeDepth();
    if (level > limit) {
      throw new LimitExceededException(
          BTreeV1NodePrefix.STRUCTURE,
          rootAddress,
          "node level",
          String.valueOf(level),
          "at most " + limit);
    }
  }

  /// Takes the symbol table node at the end of a path out of the tree, and every node that has no
  /// child then.
  void removeLeaf(Path path) {
    int depth = path.nodes.size() - 1;
    while (depth > 0 && path.nodes.get(depth).children.length == 1) {
      unlink(path, depth);
      depth--;
    }
    GroupTreeNode node = path.nodes.get(depth);
    if (node.children.length == 1) {
      write(GroupTreeNode.of(rootAddress, empty()));
      return;
    }
    boolean last = node.leadsToLast();
    node.remove();
    write(node);
    if (last) {
      long key = node.keys[node.children.length];
      changeFirstKeyAfter(path, depth, key);
      changeRightKey(path, depth - 1, key);
    }
  }

  private void unlink(Path path, int depth) {
    GroupTreeNode node = path.nodes.get(depth);
    Optional<GroupTreeNode> left = neighbour(path, depth, LEFT);
    Optional<GroupTreeNode> right = neighbour(path, depth, RIGHT);
    if (left.isPresent()) {
      left.get().right = right.map(other -> other.address).orElse(Address.UNDEFINED);
      write(left.get());
    }
    if (right.isPresent()) {
      right.get().left = left.map(other -> other.address).orElse(Address.UNDEFINED);
      right.get().keys[0] = node.keys[0];
      write(right.get());
    }
    transaction.free(node.address, nodeLength);
  }

  private void write(GroupTreeNode node) {
    BTreeV1GroupNode record = node.toRecord();
    transaction.write(
        node.address,
        nodeLength,
        out -> record.encode(out, k),
        BTreeV1GroupNode.class,
        record,
        2 * nodeLength);
  }
}
