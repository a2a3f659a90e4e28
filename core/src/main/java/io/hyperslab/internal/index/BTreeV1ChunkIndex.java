package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.btree.BTreeV1ChunkNode;
import io.hyperslab.internal.format.btree.BTreeV1NodePrefix;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The version 1 B-tree over the chunks of a dataset (`FMT4 III.A.1`).
///
/// A search trusts the order of the keys, as libhdf5 does; within a node the order is checked.
public final class BTreeV1ChunkIndex implements ChunkIndex {
  /// "Indexed Storage Internal Node K" of files whose superblock does not say.
  public static final int DEFAULT_K = 32;

  private final MetadataReader reader;
  private final ChunkGeometry geometry;
  private final long address;
  private final int k;

  /// @param address of the root node, defined
  /// @param k "Indexed Storage Internal Node K" of the superblock or its extension
  public BTreeV1ChunkIndex(MetadataReader reader, ChunkGeometry geometry, long address, int k) {
    this.reader = reader;
    this.geometry = geometry;
    this.address = address;
    this.k = k;
  }

  @Override
  public Optional<ChunkRecord> find(long[] scaled) {
    long[] wanted = key(scaled);
    BTreeV1ChunkNode node = root();
    while (true) {
      int entry = entryOf(node, wanted);
      if (entry < 0) {
        return Optional.empty();
      }
      if (node.prefix().nodeLevel() == 0) {
        return node.compare(entry, wanted, 0) == 0
            ? Optional.of(record(node, entry))
            : Optional.empty();
      }
      node = child(node, entry);
    }
  }

  /// The offsets in the key of a chunk.
  long[] key(long[] scaled) {
    // The last number of a key is the offset within the element, always 0.
    long[] key = new long[geometry.rank() + 1];
    for (int i = 0; i < geometry.rank(); i++) {
      key[i] = Saturated.multiply(scaled[i], geometry.chunkDims()[i]);
    }
    return key;
  }

  /// The last entry whose key is not above the wanted one; -1 if all are.
  private static int entryOf(BTreeV1ChunkNode node, long[] wanted) {
    int low = 0;
    int high = node.entries();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (node.compare(middle, wanted, 0) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /// The chunk of an entry of a leaf.
  ChunkRecord record(BTreeV1ChunkNode node, int entry) {
    long[] scaled = new long[geometry.rank()];
    for (int i = 0; i < scaled.length; i++) {
      long offset = node.offset(entry, i);
      if (offset % geometry.chunkDims()[i] != 0) {
        throw new MalformedFileException(
            BTreeV1NodePrefix.STRUCTURE,
            address,
            "offset of chunk in dimension " + i,
            String.valueOf(offset),
            "a multiple of " + geometry.chunkDims()[i]);
      }
      scaled[i] = offset / geometry.chunkDims()[i];
    }
    return new ChunkRecord(
        scaled, node.children()[entry], node.chunkSizes()[entry], node.filterMasks()[entry]);
  }

  /// The root node.
  BTreeV1ChunkNode root() {
    BTreeV1ChunkNode root = node(address);
    int limit = reader.context().limits().treeDepth();
    if (root.prefix().nodeLevel() > limit) {
      throw new LimitExceededException(
          BTreeV1NodePrefix.STRUCTURE,
          address,
          "node level",
          String.valueOf(root.prefix().nodeLevel()),
          "at most " + limit);
    }
    return root;
  }

  private BTreeV1ChunkNode child(BTreeV1ChunkNode parent, int entry) {
    long childAddress = parent.children()[entry];
    BTreeV1ChunkNode node = node(childAddress);
    if (node.prefix().nodeLevel() >= parent.prefix().nodeLevel()) {
      throw new MalformedFileException(
          BTreeV1NodePrefix.STRUCTURE,
          childAddress,
          "node level",
          String.valueOf(node.prefix().nodeLevel()),
          "below its parent's, " + parent.prefix().nodeLevel());
    }
    return node;
  }

  /// The node at an address.
  BTreeV1ChunkNode node(long nodeAddress) {
    int rank = geometry.rank();
    long length = BTreeV1ChunkNode.length(reader.context(), k, rank);
    BTreeV1ChunkNode node =
        reader
            .cache()
            .get(
                nodeAddress,
                BTreeV1ChunkNode.class,
                length,
                () ->
                    BTreeV1ChunkNode.decode(
                        reader.readUpTo(nodeAddress, length, BTreeV1NodePrefix.STRUCTURE),
                        k,
                        rank));
    if (node.rank() != rank) {
      throw new MalformedFileException(
          BTreeV1NodePrefix.STRUCTURE,
          nodeAddress,
          "rank",
          node.rank() + ", of another dataset",
          String.valueOf(rank));
    }
    return node;
  }

  /// A node and which of its entries comes next.
  private static final class Frame {
    private final BTreeV1ChunkNode node;
    private int next;

    private Frame(BTreeV1ChunkNode node) {
      this.node = node;
    }
  }

  @Override
  public void forEach(ChunkVisitor visitor) {
    VisitedAddresses visited = new VisitedAddresses();
    Deque<Frame> stack = new ArrayDeque<>();
    visited.enter(address, BTreeV1NodePrefix.STRUCTURE);
    stack.push(new Frame(root()));
    while (!stack.isEmpty()) {
      Frame top = stack.element();
      if (top.next == top.node.entries()) {
        stack.pop();
      } else if (top.node.prefix().nodeLevel() == 0) {
        visitor.visit(record(top.node, top.next++));
      } else {
        int entry = top.next++;
        visited.enter(top.node.children()[entry], BTreeV1NodePrefix.STRUCTURE);
        stack.push(new Frame(child(top.node, entry)));
      }
    }
  }

  @Override
  public void forEachBlock(BlockVisitor visitor) {
    long length = BTreeV1ChunkNode.length(reader.context(), k, geometry.rank());
    VisitedAddresses visited = new VisitedAddresses();
    Deque<BTreeV1ChunkNode> rest = new ArrayDeque<>();
    visited.enter(address, BTreeV1NodePrefix.STRUCTURE);
    visitor.block(address, length, BTreeV1NodePrefix.STRUCTURE);
    rest.push(root());
    while (!rest.isEmpty()) {
      BTreeV1ChunkNode node = rest.pop();
      int level = node.prefix().nodeLevel();
      for (int entry = 0; level > 0 && entry < node.entries(); entry++) {
        long child = node.children()[entry];
        visited.enter(child, BTreeV1NodePrefix.STRUCTURE);
        visitor.block(child, length, BTreeV1NodePrefix.STRUCTURE);
        if (level > 1) {
          rest.push(child(node, entry));
        }
      }
    }
  }
}
