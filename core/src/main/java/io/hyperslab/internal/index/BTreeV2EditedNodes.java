package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.btree.BTreeV2Header;
import io.hyperslab.internal.format.btree.BTreeV2InternalNode;
import io.hyperslab.internal.format.btree.BTreeV2LeafNode;
import io.hyperslab.internal.format.btree.BTreeV2Node;
import io.hyperslab.internal.format.btree.BTreeV2NodeSizes;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.format.btree.BTreeV2Records;
import io.hyperslab.internal.index.BTreeV2EditedNode.Pointer;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.StructureCache;
import io.hyperslab.internal.metadata.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads, makes, writes and frees the nodes of one version 2 B-tree that is being changed, and
/// knows when a node is to be split or merged.
final class BTreeV2EditedNodes<R> {
  /// "Number of Records in Root Node" has two bytes.
  private static final int MOST_RECORDS = 0xffff;

  private final Transaction transaction;
  private final BTreeV2RecordType<R> type;
  private final long headerAddress;
  private final BTreeV2Header header;
  private final VisitedAddresses visited = new VisitedAddresses();
  private BTreeV2NodeSizes sizes;
  private int sizedDepth;

  BTreeV2EditedNodes(
      Transaction transaction,
      BTreeV2RecordType<R> type,
      long address,
      BTreeV2Header header,
      BTreeV2NodeSizes sizes) {
    this.transaction = transaction;
    this.type = type;
    this.headerAddress = address;
    this.header = header;
    this.sizes = sizes;
    this.sizedDepth = header.depth();
    if (header.nodeSize() > transaction.context().limits().metadataBlock()) {
      throw new LimitExceededException(
          BTreeV2Header.STRUCTURE,
          address,
          "node size",
          String.valueOf(header.nodeSize()),
          "at most " + transaction.context().limits().metadataBlock());
    }
    for (int depth = 0; depth <= header.depth(); depth++) {
      requireRoom(depth);
    }
  }

  private BTreeV2NodeSizes sizesOf(BTreeV2Header of) {
    Cursor cursor =
        Cursor.over(new byte[0], headerAddress, BTreeV2Header.STRUCTURE, transaction.context());
    return BTreeV2NodeSizes.of(of, cursor);
  }

  /// Two nodes that are to be merged, and the record between them, must fit into one.
  private void requireRoom(int depth) {
    int merge = mergeRecords(depth);
    if (merge < 1 || splitRecords(depth) < 2 * merge + 1) {
      throw new UnsupportedFeatureException(
          BTreeV2Header.STRUCTURE,
          headerAddress,
          "split and merge percent",
          header.splitPercent()
              + " and "
              + header.mergePercent()
              + " of "
              + sizes.maxRecords(depth)
              + " records",
          "for changes, such that two nodes to be merged fit into one");
    }
  }

  /// How many records nodes of a tree with that header hold.
  BTreeV2NodeSizes sizes(BTreeV2Header of) {
    return of.depth() == sizedDepth ? sizes : sizesOf(of);
  }

  /// Makes the tree ready for nodes of `depth`.
  void requireDepth(int depth) {
    if (depth <= sizedDepth) {
      return;
    }
    int limit = transaction.context().limits().treeDepth();
    if (depth > limit) {
      throw new LimitExceededException(
          BTreeV2Header.STRUCTURE,
          headerAddress,
          "depth",
          String.valueOf(depth),
          "at most " + limit);
    }
    sizes = sizesOf(header.withRoot(depth, header.rootNodeAddress(), 0, header.totalRecords()));
    sizedDepth = depth;
    requireRoom(depth);
  }

  /// A node of `depth` with so many records is split before it gets another one.
  int splitRecords(int depth) {
    return percentOfMost(depth, header.splitPercent());
  }

  /// A node of `depth` with so many records, unless it is the root, gets some from its neighbours
  /// or is merged with them before it loses one.
  int mergeRecords(int depth) {
    return percentOfMost(depth, header.mergePercent());
  }

  private int percentOfMost(int depth, int percent) {
    return (int) (Math.min(sizes.maxRecords(depth), MOST_RECORDS) * Math.min(percent, 100) / 100);
  }

  /// The node that a pointer leads to.
  BTreeV2EditedNode<R> node(Pointer<R> pointer, int depth) {
    BTreeV2EditedNode<R> known = pointer.node;
    if (known != null) {
      return known;
    }
    visited.enter(pointer.address, structure(depth));
    if (pointer.records < 1 || pointer.records > splitRecords(depth)) {
      throw new MalformedFileException(
          structure(depth),
          pointer.address,
          "number of records",
          String.valueOf(pointer.records),
          "1 to " + splitRecords(depth));
    }
    BTreeV2EditedNode<R> node = read(pointer, depth);
    pointer.node = node;
    return node;
  }

  private BTreeV2EditedNode<R> read(Pointer<R> pointer, int depth) {
    BTreeV2Node stored = stored(pointer, depth);
    BTreeV2EditedNode<R> node =
        new BTreeV2EditedNode<>(
            pointer.address,
            depth,
            new BTreeV2RecordList<>(type, transaction.context(), stored.records()));
    long total = pointer.records;
    if (stored instanceof BTreeV2InternalNode internal) {
      total = internal.total();
      for (int i = 0; i < internal.childAddresses().length; i++) {
        node.children.add(
            new Pointer<>(
                internal.childAddresses()[i],
                internal.childRecords()[i],
                internal.childTotals()[i]));
      }
    }
    if (total != pointer.total) {
      throw new MalformedFileException(
          structure(depth),
          pointer.address,
          "total number of records",
          String.valueOf(total),
          pointer.total + ", by the pointer to it");
    }
    return node;
  }

  /// The node as it was written last, or is in the file.
  private BTreeV2Node stored(Pointer<R> pointer, int depth) {
    StructureCache cache = transaction.reader().cache();
    Class<? extends BTreeV2Node> type =
        depth == 0 ? BTreeV2LeafNode.class : BTreeV2InternalNode.class;
    Optional<? extends BTreeV2Node> written = cache.find(pointer.address, type);
    if (written.isPresent()
        && written.get().records().belongTo(header, pointer.records)
        && (depth == 0
            || written.get() instanceof BTreeV2InternalNode internal
                && internal.depth() == depth)) {
      return written.get();
    }
    Cursor cursor = transaction.reader().read(pointer.address, header.nodeSize(), structure(depth));
    return decode(cursor, depth, pointer.records);
  }

  private BTreeV2Node decode(Cursor cursor, int depth, int records) {
    return depth == 0
        ? BTreeV2LeafNode.decode(cursor, header, records)
        : BTreeV2InternalNode.decode(cursor, header, sizes, depth, records);
  }

  private static String structure(int depth) {
    return depth == 0 ? BTreeV2LeafNode.STRUCTURE : BTreeV2InternalNode.STRUCTURE;
  }

  /// Records as they are stored, in no node.
  BTreeV2RecordList<R> records(byte[] stored) {
    BTreeV2RecordList<R> records =
        new BTreeV2RecordList<>(type, transaction.context(), header.recordSize(), headerAddress);
    records.addStored(stored, 0, stored.length / header.recordSize());
    return records;
  }

  /// A new, empty node.
  BTreeV2EditedNode<R> create(int depth) {
    long address = transaction.allocate(SpaceKind.METADATA, header.nodeSize());
    BTreeV2EditedNode<R> node =
        new BTreeV2EditedNode<>(
            address,
            depth,
            new BTreeV2RecordList<>(type, transaction.context(), header.recordSize(), address));
    node.changed = true;
    return node;
  }

  /// Gives a node's space back.
  void free(long address) {
    visited.leave(address);
    transaction.free(address, header.nodeSize());
  }

  /// Writes what has changed of the nodes that were read or made.
  void write(Pointer<R> root) {
    if (transaction.isSwmr()) {
      relocate(root);
    }
    writeChanged(root);
  }

  /// Gives new places to changed nodes that readers of the file know, and to all above them: how
  /// many records a node has is said where it is pointed to, so a node and its pointer change at
  /// one moment, which is that of the header. Recursion ends at the leaves; depth is limited.
  private void relocate(Pointer<R> pointer) {
    BTreeV2EditedNode<R> node = pointer.node;
    if (node == null) {
      return;
    }
    for (Pointer<R> child : node.children) {
      long before = child.address;
      relocate(child);
      node.changed |= child.address != before;
    }
    if (node.changed && !transaction.isFresh(node.address, header.nodeSize())) {
      free(node.address);
      node.address = transaction.allocate(SpaceKind.METADATA, header.nodeSize());
      visited.enter(node.address, structure(node.depth));
      pointer.address = node.address;
    }
  }

  private void writeChanged(Pointer<R> root) {
    List<Pointer<R>> rest = new ArrayList<>(List.of(root));
    while (!rest.isEmpty()) {
      BTreeV2EditedNode<R> node = rest.removeLast().node;
      if (node != null) {
        rest.addAll(node.children);
        write(node);
      }
    }
  }

  private void write(BTreeV2EditedNode<R> node) {
    if (!node.changed) {
      return;
    }
    int size = (int) header.nodeSize();
    BTreeV2Records records = node.records.stored();
    if (node.depth == 0) {
      BTreeV2LeafNode leaf = new BTreeV2LeafNode(records);
      transaction.write(
          node.address,
          size,
          out -> {
            leaf.encode(out);
            out.padTo(size);
          },
          BTreeV2LeafNode.class,
          leaf,
          size);
    } else {
      BTreeV2InternalNode internal = internal(node, records);
      BTreeV2NodeSizes widths = sizes;
      transaction.write(
          node.address,
          size,
          out -> {
            internal.encode(out, widths);
            out.padTo(size);
          },
          BTreeV2InternalNode.class,
          internal,
          2L * size);
    }
    node.changed = false;
  }

  /// Checks that a record has the size that the header says: it may hold a heap identifier, and
  /// what the length of these is, the file says elsewhere.
  void requireSize(R entry) {
    Encoder out = transaction.encoder();
    type.encoder().encode(out, entry, header.recordSize());
    requireSize(1, out.size());
  }

  /// The same for so many records together.
  void requireSize(int count, int size) {
    if (size != (long) count * header.recordSize()) {
      throw new MalformedFileException(
          BTreeV2Header.STRUCTURE,
          headerAddress,
          "record size",
          String.valueOf(header.recordSize()),
          String.valueOf(size / count));
    }
  }

  private BTreeV2InternalNode internal(BTreeV2EditedNode<R> node, BTreeV2Records records) {
    int count = node.children.size();
    long[] addresses = new long[count];
    int[] held = new int[count];
    long[] totals = new long[count];
    long total = records.count();
    for (int i = 0; i < count; i++) {
      Pointer<R> child = node.children.get(i);
      addresses[i] = child.address;
      held[i] = child.records;
      totals[i] = child.total;
      total += child.total;
      requireTotal(node, child.total);
    }
    return new BTreeV2InternalNode(node.depth, records, addresses, held, totals, total);
  }

  /// A total that does not fit its field is one that was wrong before.
  private void requireTotal(BTreeV2EditedNode<R> node, long total) {
    int width = sizes.totalWidth(node.depth);
    if (node.depth > 1 && width < Long.BYTES && total >>> (Byte.SIZE * width) != 0) {
      throw new MalformedFileException(
          structure(node.depth),
          node.address,
          "total number of records for child node",
          String.valueOf(total),
          "a number of " + width + " bytes");
    }
  }

  /// Checks that the header can say how many records there are.
  void requireTotal(long total) {
    int bits = Byte.SIZE * transaction.context().sizeOfLengths();
    if (bits < Long.SIZE && total >= (1L << bits) - 1 || total == Long.MAX_VALUE) {
      throw new LimitExceededException(
          BTreeV2Header.STRUCTURE,
          headerAddress,
          "total number of records",
          String.valueOf(total),
          "a number of " + bits + " bits");
    }
  }

  /// Frees all nodes of the tree; leaves need not be read.
  void freeAll(@Nullable Pointer<R> root, int rootDepth) {
    record Subtree<E>(Pointer<E> pointer, int depth) {}
    List<Subtree<R>> rest = new ArrayList<>();
    if (root != null) {
      rest.add(new Subtree<>(root, rootDepth));
    }
    while (!rest.isEmpty()) {
      Subtree<R> next = rest.removeLast();
      if (next.depth() > 0) {
        for (Pointer<R> child : node(next.pointer(), next.depth()).children) {
          rest.add(new Subtree<>(child, next.depth() - 1));
        }
      } else if (next.pointer().node == null) {
        visited.enter(next.pointer().address, structure(0));
      }
      transaction.free(next.pointer().address, header.nodeSize());
    }
  }
}
