package io.hyperslab.internal.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A node of a version 2 B-tree in memory, with decoded records, that is being changed.
final class BTreeV2EditedNode<R> {
  /// What a parent, or the header, knows of a node, and the node once it was read.
  static final class Pointer<R> {
    long address;
    int records;
    long total;
    @Nullable BTreeV2EditedNode<R> node;

    /// @param records in the node itself
    /// @param total records in the node and everything below it
    Pointer(long address, int records, long total) {
      this.address = address;
      this.records = records;
      this.total = total;
    }

    /// A pointer to a node that was just made.
    Pointer(BTreeV2EditedNode<R> node) {
      this(node.address, 0, 0);
      this.node = node;
      refresh(node);
    }

    /// Counts again after records were moved.
    void refresh(BTreeV2EditedNode<R> changed) {
      records = changed.records.size();
      total = records;
      for (Pointer<R> child : changed.children) {
        total += child.total;
      }
    }
  }

  long address;

  /// Levels below.
  final int depth;

  /// In ascending order.
  final BTreeV2RecordList<R> records;

  /// One more than records, none in a leaf.
  final List<Pointer<R>> children = new ArrayList<>();

  /// Whether it differs from what was written last.
  boolean changed;

  BTreeV2EditedNode(long address, int depth, BTreeV2RecordList<R> records) {
    this.address = address;
    this.depth = depth;
    this.records = records;
  }

  /// The first record that is not before the wanted one.
  int lowerBound(ToIntFunction<? super R> order) {
    int low = 0;
    int high = records.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (order.applyAsInt(records.get(middle)) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Whether record `index` exists and is the wanted one.
  boolean holds(int index, ToIntFunction<? super R> order) {
    return index < records.size() && order.applyAsInt(records.get(index)) == 0;
  }
}
