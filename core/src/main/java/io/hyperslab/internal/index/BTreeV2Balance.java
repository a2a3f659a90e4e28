package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.btree.BTreeV2InternalNode;
import io.hyperslab.internal.index.BTreeV2EditedNode.Pointer;
import java.util.ArrayList;
import java.util.List;

/// Moves records between neighbours of a version 2 B-tree, by the rules of libhdf5: it goes on
/// editing such a tree and relies on them.
///
/// A way down to a leaf makes room, or stock, in each node before it enters it. So no change ever
/// has to go back up.
final class BTreeV2Balance<R> {
  /// Attempts to move records to or from neighbours before a node is split or merged.
  private static final int ATTEMPTS = 2;

  private final BTreeV2EditedNodes<R> nodes;

  BTreeV2Balance(BTreeV2EditedNodes<R> nodes) {
    this.nodes = nodes;
  }

  /// Whether child `index` is to get room before a record is added below it.
  boolean isFull(BTreeV2EditedNode<R> parent, int index) {
    return records(parent, index) >= nodes.splitRecords(parent.depth - 1);
  }

  /// Whether child `index` is to get records before one is taken away below it.
  boolean isPoor(BTreeV2EditedNode<R> parent, int index) {
    return records(parent, index) <= nodes.mergeRecords(parent.depth - 1);
  }

  private int records(BTreeV2EditedNode<R> parent, int index) {
    return parent.children.get(index).records;
  }

  /// Makes room in child `index`, once.
  ///
  /// @param attempt counts from 0
  void relieve(BTreeV2EditedNode<R> parent, int index, int attempt) {
    boolean left = index > 0 && !isFull(parent, index - 1);
    boolean right = index < parent.records.size() && !isFull(parent, index + 1);
    if (attempt < ATTEMPTS && (left || right)) {
      redistribute(parent, index);
    } else {
      split(parent, index);
    }
  }

  /// Gets records into child `index`, once.
  ///
  /// @param attempt counts from 0
  void supply(BTreeV2EditedNode<R> parent, int index, int attempt) {
    boolean left = index > 0 && !isPoor(parent, index - 1);
    boolean right = index < parent.records.size() && !isPoor(parent, index + 1);
    if (attempt < ATTEMPTS && (left || right)) {
      redistribute(parent, index);
    } else {
      merge(parent, index);
    }
  }

  /// Divides child `index` into two.
  void split(BTreeV2EditedNode<R> parent, int index) {
    int records = records(parent, index);
    int left = records / 2;
    arrange(parent, index, 1, left, records - left - 1);
  }

  private void redistribute(BTreeV2EditedNode<R> parent, int index) {
    if (index > 0 && index < parent.records.size()) {
      int first = index - 1;
      int all = records(parent, first) + records(parent, index) + records(parent, index + 1);
      int middle = all / 3;
      int left = (all - middle) / 2;
      arrange(parent, first, 3, left, middle, all - middle - left);
      return;
    }
    int first = index == 0 ? 0 : index - 1;
    int left = records(parent, first);
    int right = records(parent, first + 1);
    int half = (left + right) / 2;
    if (left < right) {
      arrange(parent, first, 2, left + right - half, half);
    } else {
      arrange(parent, first, 2, half, left + right - half);
    }
  }

  private void merge(BTreeV2EditedNode<R> parent, int index) {
    if (parent.records.size() < 2) {
      throw new MalformedFileException(
          BTreeV2InternalNode.STRUCTURE,
          parent.address,
          "number of records",
          "too small in it and in the nodes below it",
          "at least the merge percent of the B-tree's header");
    }
    if (index > 0 && index < parent.records.size()) {
      int first = index - 1;
      int all = records(parent, first) + records(parent, index) + records(parent, index + 1);
      int left = (all + 1) / 2;
      arrange(parent, first, 3, left, all + 1 - left);
    } else {
      mergePair(parent, index == 0 ? 0 : index - 1);
    }
  }

  /// Makes one child of children `first` and `first + 1`.
  void mergePair(BTreeV2EditedNode<R> parent, int first) {
    arrange(parent, first, 2, records(parent, first) + records(parent, first + 1) + 1);
  }

  /// Distributes the records of neighbours, and those between them in their parent, anew.
  ///
  /// @param first the first child
  /// @param count how many children they are now
  /// @param sizes the records of the children that they become; the last ones are made or freed
  private void arrange(BTreeV2EditedNode<R> parent, int first, int count, int... sizes) {
    int depth = parent.depth - 1;
    List<R> records = new ArrayList<>();
    List<Pointer<R>> grandchildren = new ArrayList<>();
    List<BTreeV2EditedNode<R>> children = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BTreeV2EditedNode<R> child = nodes.node(parent.children.get(first + i), depth);
      if (i > 0) {
        records.add(parent.records.get(first + i - 1));
      }
      records.addAll(child.records);
      grandchildren.addAll(child.children);
      children.add(child);
    }
    for (int i = count; i < sizes.length; i++) {
      children.add(nodes.create(depth));
    }
    for (int i = sizes.length; i < count; i++) {
      nodes.free(children.removeLast().address);
    }
    parent.records.subList(first, first + count - 1).clear();
    parent.children.subList(first, first + count).clear();
    fill(parent, first, children, records, grandchildren, sizes);
  }

  private void fill(
      BTreeV2EditedNode<R> parent,
      int first,
      List<BTreeV2EditedNode<R>> children,
      List<R> records,
      List<Pointer<R>> grandchildren,
      int[] sizes) {
    int from = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (i > 0) {
        parent.records.add(first + i - 1, records.get(from++));
      }
      BTreeV2EditedNode<R> child = children.get(i);
      child.records.clear();
      child.records.addAll(records.subList(from, from + sizes[i]));
      if (child.depth > 0) {
        child.children.clear();
        child.children.addAll(grandchildren.subList(from, from + sizes[i] + 1));
      }
      child.changed = true;
      parent.children.add(first + i, new Pointer<>(child));
      from += sizes[i];
    }
    parent.changed = true;
  }
}
