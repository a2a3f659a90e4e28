package io.hyperslab.internal.index;

import io.hyperslab.internal.index.BTreeV2EditedNode.Pointer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fills a version 2 B-tree with sorted records, level by level from the leaves up. Its nodes are
/// as few as can be, and hold equally many records but for one: none is too poor for libhdf5, which
/// takes records away from such a tree, and none holds more than it would put there itself.
final class BTreeV2Filling<R> {
  private final BTreeV2EditedNodes<R> nodes;
  private final int recordSize;

  BTreeV2Filling(BTreeV2EditedNodes<R> nodes, int recordSize) {
    this.nodes = nodes;
    this.recordSize = recordSize;
  }

  /// A tree's root, and the levels below it.
  record Root<R>(Pointer<R> pointer, int depth) {}

  /// Makes the nodes of a tree.
  ///
  /// @param sorted its records, at least one, in ascending order
  Root<R> fill(byte[] sorted) {
    byte[] records = sorted;
    List<Pointer<R>> children = List.of();
    int depth = 0;
    while (true) {
      nodes.requireDepth(depth);
      int count = records.length / recordSize;
      int most = nodes.splitRecords(depth);
      int parts = (count + 1 + most) / (most + 1);
      byte[] between = new byte[(parts - 1) * recordSize];
      List<Pointer<R>> made = new ArrayList<>(parts);
      int from = 0;
      for (int part = 0; part < parts; part++) {
        // What is left, without the records between the parts that are left.
        int size = (count - from - (parts - part - 1)) / (parts - part);
        made.add(node(depth, records, from, size, children));
        from += size;
        if (part < parts - 1) {
          System.arraycopy(records, from * recordSize, between, part * recordSize, recordSize);
          from++;
        }
      }
      if (parts == 1) {
        return new Root<>(made.getFirst(), depth);
      }
      records = between;
      children = made;
      depth++;
    }
  }

  private Pointer<R> node(
      int depth, byte[] records, int from, int size, List<Pointer<R>> children) {
    BTreeV2EditedNode<R> node = nodes.create(depth);
    node.records.addStored(records, from * recordSize, size);
    if (depth > 0) {
      node.children.addAll(children.subList(from, from + size + 1));
    }
    return new Pointer<>(node);
  }

  /// Frees the nodes of a tree.
  ///
  /// @param root null for an empty tree
  /// @param added other records in ascending order
  /// @return all records in ascending order
  byte[] merge(@Nullable Pointer<R> root, int depth, byte[] added, Comparator<? super R> order) {
    if (root == null) {
      return added;
    }
    BTreeV2RecordList<R> stored = nodes.records(collect(root, depth));
    BTreeV2RecordList<R> more = nodes.records(added);
    BTreeV2RecordList<R> merged = nodes.records(new byte[0]);
    int from = 0;
    for (int i = 0; i < more.size(); i++) {
      R next = more.get(i);
      int to = from;
      while (to < stored.size() && order.compare(stored.get(to), next) < 0) {
        to++;
      }
      merged.addStored(stored, from, to - from);
      merged.addStored(more, i, 1);
      from = to;
    }
    merged.addStored(stored, from, stored.size() - from);
    return merged.stored().bytes();
  }

  private byte[] collect(Pointer<R> root, int depth) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    collect(root, depth, records);
    return records.toByteArray();
  }

  /// Recursion ends at the leaves; depth is limited.
  private void collect(Pointer<R> pointer, int depth, ByteArrayOutputStream records) {
    BTreeV2EditedNode<R> node = nodes.node(pointer, depth);
    byte[] own = node.records.stored().bytes();
    if (depth == 0) {
      records.writeBytes(own);
    } else {
      collect(node.children.getFirst(), depth - 1, records);
      for (int i = 0; i < node.records.size(); i++) {
        records.write(own, i * recordSize, recordSize);
        collect(node.children.get(i + 1), depth - 1, records);
      }
    }
    nodes.free(node.address);
  }
}
