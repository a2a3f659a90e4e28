package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.btree.BTreeV2Header;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.index.BTreeV2EditedNode.Pointer;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Changes a version 2 B-tree (`FMT4 III.A.2`).
///
/// Nodes are changed in memory; [#save()] hands them to the transaction, and before that nobody
/// else sees a change. The tree's header stays where it is. When an operation throws, what the
/// editor has in memory is of no use any more. Used by one thread at a time.
///
/// An `order` says how a record of the tree compares with the wanted one: negative if it comes
/// before it, 0 if it is the one, positive if it comes after it.
public final class BTreeV2Editor<R> {
  /// A tree with at most so many times as many records as it gets is made anew. To add them one by
  /// one costs several times as much for each, and leaves its nodes half full.
  private static final int OUTWEIGHED = 4;

  private final Transaction transaction;
  private final long address;
  private final BTreeV2Header header;
  private final BTreeV2EditedNodes<R> nodes;
  private final BTreeV2Balance<R> balance;
  private @Nullable Pointer<R> root;
  private int depth;
  private boolean changed;

  private BTreeV2Editor(
      Transaction transaction, long address, BTreeV2RecordType<R> type, BTreeV2<R> tree) {
    this.transaction = transaction;
    this.address = address;
    this.header = tree.header();
    this.nodes = new BTreeV2EditedNodes<>(transaction, type, address, header, tree.sizes());
    this.balance = new BTreeV2Balance<>(nodes);
    this.depth = header.depth();
    this.root =
        Address.isDefined(header.rootNodeAddress())
            ? new Pointer<>(header.rootNodeAddress(), header.rootRecords(), header.totalRecords())
            : null;
  }

  /// Makes an empty tree.
  ///
  /// @param nodeSize bytes of every node
  /// @param recordSize bytes of every record
  /// @param splitPercent of the most records a node can hold, from which on it is split
  /// @param mergePercent up to which it is merged; less than half of `splitPercent`
  /// @return the address of its header
  public static <R> long create(
      Transaction transaction,
      BTreeV2RecordType<R> type,
      int nodeSize,
      int recordSize,
      int splitPercent,
      int mergePercent) {
    long address =
        transaction.allocate(SpaceKind.METADATA, BTreeV2Header.length(transaction.context()));
    BTreeV2Header header =
        new BTreeV2Header(
            type.id(),
            nodeSize,
            recordSize,
            0,
            splitPercent,
            mergePercent,
            Address.UNDEFINED,
            0,
            0);
    Encoder out = transaction.encoder();
    header.encode(out);
    transaction.write(address, out.toBytes());
    return address;
  }

  /// An editor of the tree whose header is at `address`.
  ///
  /// @throws io.hyperslab.error.UnsupportedFeatureException if nodes are split and merged at counts
  ///   that do not go together
  public static <R> BTreeV2Editor<R> open(
      Transaction transaction, long address, BTreeV2RecordType<R> type) {
    return new BTreeV2Editor<>(
        transaction, address, type, BTreeV2.open(transaction.reader(), address, type));
  }

  /// Records in the tree.
  public long size() {
    return root == null ? 0 : root.total;
  }

  /// The record that `order` gives 0.
  public Optional<R> find(ToIntFunction<? super R> order) {
    Optional<Place<R>> place = locate(order);
    return place.map(found -> found.node().records.get(found.index()));
  }

  private record Place<R>(BTreeV2EditedNode<R> node, int index) {}

  private Optional<Place<R>> locate(ToIntFunction<? super R> order) {
    Pointer<R> pointer = root;
    int level = depth;
    while (pointer != null) {
      BTreeV2EditedNode<R> node = nodes.node(pointer, level);
      int index = node.lowerBound(order);
      if (node.holds(index, order)) {
        return Optional.of(new Place<>(node, index));
      }
      pointer = level == 0 ? null : node.children.get(index);
      level--;
    }
    return Optional.empty();
  }

  /// Adds a record.
  ///
  /// @return false, and nothing is changed, if the tree has one that `order` gives 0
  /// @throws io.hyperslab.error.LimitExceededException if the tree cannot have more
  public boolean insert(R added, ToIntFunction<? super R> order) {
    if (locate(order).isPresent()) {
      return false;
    }
    nodes.requireSize(added);
    nodes.requireTotal(size() + 1);
    Pointer<R> pointer = rootWithRoom();
    for (int level = depth; level > 0; level--) {
      BTreeV2EditedNode<R> node = nodes.node(pointer, level);
      int index = node.lowerBound(order);
      for (int attempt = 0; balance.isFull(node, index); attempt++) {
        balance.relieve(node, index, attempt);
        index = node.lowerBound(order);
      }
      node.changed = true;
      pointer.records = node.records.size();
      pointer.total++;
      pointer = node.children.get(index);
    }
    BTreeV2EditedNode<R> leaf = nodes.node(pointer, 0);
    leaf.records.add(leaf.lowerBound(order), added);
    leaf.changed = true;
    pointer.records++;
    pointer.total++;
    changed = true;
    return true;
  }

  /// Whether so many more records are better added together, which makes the whole tree anew.
  public boolean isOutweighedBy(int added) {
    return added > 0 && size() <= (long) OUTWEIGHED * added;
  }

  /// Adds many records, of which the tree has none.
  ///
  /// @param count how many, at least 1
  /// @param sorted the records as they are stored, one behind the other, in ascending order
  /// @param order of records
  /// @throws io.hyperslab.error.LimitExceededException if the tree cannot have more
  public void insertAll(int count, byte[] sorted, Comparator<? super R> order) {
    nodes.requireSize(count, sorted.length);
    nodes.requireTotal(size() + count);
    BTreeV2Filling<R> filling = new BTreeV2Filling<>(nodes, header.recordSize());
    BTreeV2Filling.Root<R> filled = filling.fill(filling.merge(root, depth, sorted, order));
    root = filled.pointer();
    depth = filled.depth();
    changed = true;
  }

  private Pointer<R> rootWithRoom() {
    Pointer<R> present = root;
    if (present == null) {
      depth = 0;
      present = new Pointer<>(nodes.create(0));
    } else if (present.records >= nodes.splitRecords(depth)) {
      nodes.requireDepth(depth + 1);
      // Read it first: if it is damaged, nothing has been allocated.
      nodes.node(present, depth);
      BTreeV2EditedNode<R> above = nodes.create(depth + 1);
      above.children.add(present);
      balance.split(above, 0);
      present = new Pointer<>(above);
      depth++;
    }
    root = present;
    return present;
  }

  /// Puts a record in the place of the one that `order` gives 0.
  ///
  /// @param replacement which `order` gives 0, too
  /// @return false if there is none
  public boolean replace(R replacement, ToIntFunction<? super R> order) {
    Optional<Place<R>> place = locate(order);
    nodes.requireSize(replacement);
    place.ifPresent(found -> {
      found.node().records.set(found.index(), replacement);
      found.node().changed = true;
      changed = true;
    });
    return place.isPresent();
  }

  /// Takes the record away that `order` gives 0.
  ///
  /// @return false if there is none
  public boolean remove(ToIntFunction<? super R> order) {
    Pointer<R> pointer = root;
    if (pointer == null || locate(order).isEmpty()) {
      return false;
    }
    changed = true;
    // A record of an internal node changes places with the next one, which is the first of a leaf.
    Place<R> inner = null;
    for (int level = depth; level > 0; level--) {
      BTreeV2EditedNode<R> node = nodes.node(pointer, level);
      if (level == depth && collapses(node)) {
        balance.mergePair(node, 0);
        nodes.free(node.address);
        pointer = node.children.getFirst();
        root = pointer;
        depth--;
        continue;
      }
      int index = inner == null ? withStock(node, order) : firstWithStock(node);
      if (inner == null && index > 0 && node.holds(index - 1, order)) {
        inner = new Place<>(node, index - 1);
      }
      node.changed = true;
      pointer.records = node.records.size();
      pointer.total--;
      pointer = node.children.get(index);
    }
    removeFromLeaf(pointer, inner, order);
    return true;
  }

  private boolean collapses(BTreeV2EditedNode<R> top) {
    int below = top.depth - 1;
    // In nodes of very few records, two poor ones and the record between them may be too many.
    return top.records.size() == 1
        && top.children.get(0).records + top.children.get(1).records
            <= Math.min(2 * nodes.mergeRecords(below) + 1, nodes.splitRecords(below) - 1);
  }

  /// The child that the wanted record is in, or that comes after it; it can lose a record.
  private int withStock(BTreeV2EditedNode<R> node, ToIntFunction<? super R> order) {
    int index = childOf(node, order);
    for (int attempt = 0; balance.isPoor(node, index); attempt++) {
      balance.supply(node, index, attempt);
      index = childOf(node, order);
    }
    return index;
  }

  private int childOf(BTreeV2EditedNode<R> node, ToIntFunction<? super R> order) {
    int index = node.lowerBound(order);
    return node.holds(index, order) ? index + 1 : index;
  }

  private int firstWithStock(BTreeV2EditedNode<R> node) {
    for (int attempt = 0; balance.isPoor(node, 0); attempt++) {
      balance.supply(node, 0, attempt);
    }
    return 0;
  }

  private void removeFromLeaf(
      Pointer<R> pointer, @Nullable Place<R> inner, ToIntFunction<? super R> order) {
    BTreeV2EditedNode<R> leaf = nodes.node(pointer, 0);
    if (inner == null) {
      int index = leaf.lowerBound(order);
      if (!leaf.holds(index, order)) {
        throw new MalformedFileException(
            BTreeV2Header.STRUCTURE, address, "records", "not in order", "in ascending order");
      }
      leaf.records.remove(index);
    } else {
      inner.node().records.set(inner.index(), leaf.records.removeFirst());
    }
    leaf.changed = true;
    pointer.records--;
    pointer.total--;
    if (leaf.records.isEmpty()) {
      nodes.free(leaf.address);
      root = null;
      depth = 0;
    }
  }

  /// Writes all changes so far.
  public void save() {
    if (!changed) {
      return;
    }
    Pointer<R> present = root;
    if (present != null) {
      nodes.write(present);
    }
    BTreeV2Header current =
        present == null
            ? header.withRoot(0, Address.UNDEFINED, 0, 0)
            : header.withRoot(depth, present.address, present.records, present.total);
    BTreeV2.write(transaction, address, current, nodes.sizes(current));
    changed = false;
  }

  /// Frees the whole tree, its header included; the editor is of no use afterwards.
  public void delete() {
    nodes.freeAll(root, depth);
    root = null;
    transaction.free(address, BTreeV2Header.length(transaction.context()));
  }
}
