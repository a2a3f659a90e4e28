package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.btree.BTreeV1NodePrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Changes the version 1 B-tree over the chunks of a dataset (`FMT4 III.A.1`).
///
/// The tree grows and shrinks as libhdf5 lets it: a full node is split unevenly at the tree's
/// edges, so that data written in order fills its nodes; nodes go when they are empty and are never
/// merged; the root keeps its address.
///
/// The right keys matter to libhdf5, which looks for a chunk between two keys: the last key of a
/// node is the first of its right sibling, and at the tree's right edge it lies beyond all chunks.
final class BTreeV1ChunkEditor implements StoredChunkEditor {
  /// The share of a full node that stays in it when it is split: at the tree's left edge, between,
  /// and at its right edge or in a node alone.
  private static final double LEFT_SHARE = 0.1;

  private static final double MIDDLE_SHARE = 0.5;
  private static final double RIGHT_SHARE = 0.9;

  private static final int CHUNK_SIZE_WIDTH = 4;

  private final ChunkGeometry geometry;
  private final ChunkTreeNodes nodes;

  private BTreeV1ChunkEditor(ChunkGeometry geometry, ChunkTreeNodes nodes) {
    this.geometry = geometry;
    this.nodes = nodes;
  }

  /// The editor of the tree whose root is at `address`.
  ///
  /// @param k "Indexed Storage Internal Node K"
  static BTreeV1ChunkEditor open(BlockSpace space, ChunkGeometry geometry, long address, int k) {
    return new BTreeV1ChunkEditor(geometry, ChunkTreeNodes.open(space, geometry, address, k));
  }

  /// A new tree without chunks.
  static BTreeV1ChunkEditor create(BlockSpace space, ChunkGeometry geometry, int k) {
    return new BTreeV1ChunkEditor(geometry, ChunkTreeNodes.create(space, geometry, k));
  }

  /// Whether there can be a key behind the one of a chunk.
  static boolean hasKeyBeyond(ChunkGeometry geometry, long[] scaled) {
    boolean has = true;
    for (int i = 0; i < scaled.length; i++) {
      has &= scaled[i] < Long.MAX_VALUE / geometry.chunkDims()[i];
    }
    return has;
  }

  /// A node on the way from the root, and the entry of it that the way goes on with.
  private record Step(ChunkTreeNode node, int entry) {}

  private List<Step> path(long[] key) {
    List<Step> path = new ArrayList<>();
    ChunkTreeNode node = nodes.root();
    while (true) {
      int entry = node.entryOf(key);
      path.add(new Step(node, entry));
      if (node.level() == 0) {
        return path;
      }
      node = nodes.child(node, entry);
    }
  }

  private static boolean isAt(Step leaf, long[] key) {
    return leaf.node.entries() > 0 && leaf.node.compare(leaf.entry, key) == 0;
  }

  private ChunkRecord record(Step leaf, long[] scaled) {
    ChunkTreeKey key = leaf.node.key(leaf.entry);
    return new ChunkRecord(
        scaled.clone(), leaf.node.child(leaf.entry), key.chunkSize(), key.filterMask());
  }

  @Override
  public Optional<ChunkRecord> find(long[] scaled) {
    long[] key = nodes.key(scaled);
    Step leaf = path(key).getLast();
    return isAt(leaf, key) ? Optional.of(record(leaf, scaled)) : Optional.empty();
  }

  @Override
  public Optional<ChunkRecord> put(ChunkRecord record) {
    ArrayBlocks.requireWidth("chunk size", record.storedSize(), CHUNK_SIZE_WIDTH);
    long[] offsets = nodes.key(record.scaled());
    ChunkTreeKey key = new ChunkTreeKey(record.storedSize(), record.filterMask(), offsets);
    List<Step> path = path(offsets);
    Step leaf = path.getLast();
    if (!isAt(leaf, offsets)) {
      insert(path, key, record.address());
      return Optional.empty();
    }
    ChunkRecord previous = record(leaf, record.scaled());
    leaf.node.setChild(leaf.entry, record.address());
    setFirstKeys(path, path.size() - 1, key);
    return Optional.of(previous);
  }

  /// Changes the key of a step's entry, and those of the nodes above that are the same key.
  private static void setFirstKeys(List<Step> path, int from, ChunkTreeKey key) {
    for (int i = from; i >= 0; i--) {
      Step step = path.get(i);
      step.node.setKey(step.entry, key);
      if (step.entry > 0) {
        return;
      }
    }
  }

  private void insert(List<Step> path, ChunkTreeKey key, long address) {
    Step leaf = path.getLast();
    boolean before = leaf.node.entries() == 0 || leaf.node.compare(leaf.entry, key.offsets()) > 0;
    raiseLastKeys(path, key);
    if (before) {
      setFirstKeys(path.subList(0, path.size() - 1), path.size() - 2, key);
    }
    int entry = before ? 0 : leaf.entry + 1;
    ChunkTreeKey inserted = key;
    long child = address;
    for (int i = path.size() - 1; i >= 0; i--) {
      Step step = path.get(i);
      ChunkTreeNode right = step.node;
      boolean full = step.node.entries() == nodes.capacity();
      if (full) {
        right = split(step);
      }
      // The new child goes where its neighbour is.
      if (full && step.entry >= step.node.entries()) {
        right.insert(entry - step.node.entries(), inserted, child);
      } else {
        step.node.insert(entry, inserted, child);
      }
      if (!full) {
        return;
      }
      inserted = right.key(0);
      child = right.address();
      entry = i == 0 ? 0 : path.get(i - 1).entry + 1;
    }
    growRoot(child);
  }

  /// Puts the right keys beyond a chunk that lies beyond all others.
  private void raiseLastKeys(List<Step> path, ChunkTreeKey key) {
    ChunkTreeKey beyond = new ChunkTreeKey(0, 0, key.offsets().clone());
    for (int i = 0; i < geometry.rank(); i++) {
      beyond.offsets()[i] += geometry.chunkDims()[i];
    }
    beyond.offsets()[geometry.rank()] = geometry.elementSize();
    for (int i = path.size() - 1; i >= 0; i--) {
      ChunkTreeNode node = path.get(i).node;
      int last = node.entries();
      boolean inner = last > 0 && path.get(i).entry < last - 1;
      if (inner || last > 0 && node.compare(last, key.offsets()) > 0) {
        return;
      }
      node.setKey(last, beyond);
    }
  }

  /// Splits a full node.
  ///
  /// @return the new right sibling
  private ChunkTreeNode split(Step step) {
    ChunkTreeNode node = step.node;
    double share = MIDDLE_SHARE;
    if (!Address.isDefined(node.rightSibling())) {
      share = RIGHT_SHARE;
    } else if (!Address.isDefined(node.leftSibling())) {
      share = LEFT_SHARE;
    }
    int stay = Math.max(1, Math.min(node.entries() - 1, (int) (node.entries() * share)));
    ChunkTreeNode right = nodes.create(node.level());
    node.moveTail(stay, right);
    right.setSiblings(node.address(), node.rightSibling());
    if (Address.isDefined(node.rightSibling())) {
      ChunkTreeNode next = nodes.sibling(node, node.rightSibling());
      next.setSiblings(right.address(), next.rightSibling());
    }
    node.setSiblings(node.leftSibling(), right.address());
    return right;
  }

  /// Moves the root's content to a new node, and makes it and the one that was split from it the
  /// children of the root.
  private void growRoot(long rightAddress) {
    ChunkTreeNode root = nodes.root();
    int limit = nodes.mostLevels();
    if (root.level() >= limit) {
      throw new LimitExceededException(
          BTreeV1NodePrefix.STRUCTURE,
          root.address(),
          "node level",
          String.valueOf(root.level() + 1),
          "at most " + limit);
    }
    ChunkTreeNode left = nodes.create(root.level());
    root.moveTail(0, left);
    left.setSiblings(Address.UNDEFINED, rightAddress);
    ChunkTreeNode right = nodes.sibling(left, rightAddress);
    right.setSiblings(left.address(), right.rightSibling());
    root.clear(left.level() + 1);
    root.setSiblings(Address.UNDEFINED, Address.UNDEFINED);
    root.setKey(0, right.key(right.entries()));
    root.insert(0, right.key(0), rightAddress);
    root.insert(0, left.key(0), left.address());
  }

  @Override
  public Optional<ChunkRecord> remove(long[] scaled) {
    long[] key = nodes.key(scaled);
    List<Step> path = path(key);
    if (!isAt(path.getLast(), key)) {
      return Optional.empty();
    }
    ChunkRecord removed = record(path.getLast(), scaled);
    for (int i = path.size() - 1; i >= 0; i--) {
      Step step = path.get(i);
      if (step.node.entries() > 1) {
        step.node.remove(step.entry);
        if (step.entry == 0) {
          spreadFirstKey(path, i);
        }
        return Optional.of(removed);
      }
      if (i == 0) {
        step.node.clear(0);
      } else {
        unlink(step.node);
      }
    }
    return Optional.of(removed);
  }

  /// Tells the nodes above and the left siblings that a node has another first key.
  private void spreadFirstKey(List<Step> path, int from) {
    for (int i = from; i > 0; i--) {
      ChunkTreeNode node = path.get(i).node;
      ChunkTreeKey first = node.key(0);
      if (Address.isDefined(node.leftSibling())) {
        ChunkTreeNode left = nodes.sibling(node, node.leftSibling());
        left.setKey(left.entries(), first);
      }
      Step above = path.get(i - 1);
      above.node.setKey(above.entry, first);
      if (above.entry > 0) {
        return;
      }
    }
  }

  /// Takes a node with one child out of its level and frees it.
  private void unlink(ChunkTreeNode node) {
    if (Address.isDefined(node.leftSibling())) {
      ChunkTreeNode left = nodes.sibling(node, node.leftSibling());
      left.setKey(left.entries(), node.key(1));
      left.setSiblings(left.leftSibling(), node.rightSibling());
    }
    if (Address.isDefined(node.rightSibling())) {
      ChunkTreeNode right = nodes.sibling(node, node.rightSibling());
      right.setSiblings(node.leftSibling(), right.rightSibling());
    }
    nodes.free(node);
  }

  @Override
  public long address() {
    return nodes.root().address();
  }

  @Override
  public void save() {
    nodes.save();
  }

  @Override
  public void delete() {
    nodes.delete();
  }
}
