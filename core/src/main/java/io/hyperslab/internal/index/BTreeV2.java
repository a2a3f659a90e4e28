package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.btree.BTreeV2Header;
import io.hyperslab.internal.format.btree.BTreeV2InternalNode;
import io.hyperslab.internal.format.btree.BTreeV2LeafNode;
import io.hyperslab.internal.format.btree.BTreeV2Node;
import io.hyperslab.internal.format.btree.BTreeV2NodeSizes;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.metadata.Transaction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A version 2 B-tree of any depth (`FMT4 III.A.2`): its records in ascending order, and searches.
///
/// Each pointer in the tree states how many records lie below it. These numbers are checked against
/// each other on the way, up to the total in the header, so no walk yields more records than the
/// header says.
public final class BTreeV2<R> implements Iterable<R> {
  private final MetadataReader reader;
  private final long address;
  private final BTreeV2RecordType<R> type;
  private final BTreeV2Header header;
  private final BTreeV2NodeSizes sizes;

  private BTreeV2(
      MetadataReader reader,
      long address,
      BTreeV2RecordType<R> type,
      BTreeV2Header header,
      BTreeV2NodeSizes sizes) {
    this.reader = reader;
    this.address = address;
    this.type = type;
    this.header = header;
    this.sizes = sizes;
  }

  /// The root node, as long as nothing of the file has changed since.
  private record Root(BTreeV2Node node, long removals) {}

  private @Nullable Root root;

  private record Opened(BTreeV2Header header, BTreeV2NodeSizes sizes) {}

  /// The tree whose header is at `address`. Reads the header only.
  public static <R> BTreeV2<R> open(
      MetadataReader reader, long address, BTreeV2RecordType<R> type) {
    long length = BTreeV2Header.length(reader.context());
    Opened opened =
        reader
            .cache()
            .get(
                address,
                Opened.class,
                length,
                () -> decode(reader.read(address, length, BTreeV2Header.STRUCTURE)));
    if (opened.header().type() != type.id()) {
      throw new MalformedFileException(
          BTreeV2Header.STRUCTURE,
          address,
          "type",
          String.valueOf(opened.header().type()),
          String.valueOf(type.id()));
    }
    return new BTreeV2<>(reader, address, type, opened.header(), opened.sizes());
  }

  /// Writes the header of a tree that was changed.
  ///
  /// @param sizes how many records its nodes hold
  static void write(
      Transaction transaction, long address, BTreeV2Header header, BTreeV2NodeSizes sizes) {
    long length = BTreeV2Header.length(transaction.context());
    transaction.write(
        address, length, header::encode, Opened.class, new Opened(header, sizes), 2 * length);
  }

  /// How many records its nodes hold.
  BTreeV2NodeSizes sizes() {
    return sizes;
  }

  private static Opened decode(Cursor cursor) {
    BTreeV2Header header = BTreeV2Header.decode(cursor);
    return new Opened(header, BTreeV2NodeSizes.of(header, cursor));
  }

  BTreeV2Header header() {
    return header;
  }

  /// Records in the tree, as the header says.
  public long size() {
    return header.totalRecords();
  }

  /// A record that `order` gives 0.
  ///
  /// @param order how a record compares with the wanted one: negative if it comes before it in the
  ///   tree, 0 if it is the one, positive if it comes after it
  public Optional<R> find(ToIntFunction<? super R> order) {
    if (!Address.isDefined(header.rootNodeAddress())) {
      return Optional.empty();
    }
    BTreeV2Node node = root();
    while (true) {
      int index = lowerBound(node, order);
      if (index < node.records().count()) {
        R candidate = record(node, index);
        if (order.applyAsInt(candidate) == 0) {
          return Optional.of(candidate);
        }
      }
      if (!(node instanceof BTreeV2InternalNode internal)) {
        return Optional.empty();
      }
      node = child(internal, index);
    }
  }

  /// How a stored record compares with a wanted one.
  @FunctionalInterface
  public interface StoredOrder {
    /// Negative if the record comes before the wanted one in the tree, 0 if it is the one, positive
    /// if it comes after it.
    ///
    /// @param records bytes of a node's records
    /// @param start where the record starts
    int compare(byte[] records, int start);
  }

  /// A record that `order` gives 0, found without decoding those that are passed by; null if there
  /// is none. Of several that it gives 0, it need not be the first.
  ///
  /// @param least bytes of a record that `order` looks at
  public @Nullable R search(int least, StoredOrder order) {
    requireRecordSize(least);
    if (!Address.isDefined(header.rootNodeAddress())) {
      return null;
    }
    BTreeV2Node node = root();
    while (true) {
      byte[] records = node.records().bytes();
      int size = node.records().recordSize();
      int low = 0;
      int high = node.records().count();
      while (low < high) {
        int middle = (low + high) >>> 1;
        int compared = order.compare(records, middle * size);
        if (compared == 0) {
          return record(node, middle);
        }
        if (compared < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      if (!(node instanceof BTreeV2InternalNode internal)) {
        return null;
      }
      node = child(internal, low);
    }
  }

  private void requireRecordSize(int least) {
    if (header.recordSize() < least) {
      throw new MalformedFileException(
          BTreeV2Header.STRUCTURE,
          header.rootNodeAddress(),
          "record size",
          String.valueOf(header.recordSize()),
          "at least " + least);
    }
  }

  /// Bytes of a record.
  public int recordSize() {
    return header.recordSize();
  }

  /// All records as they are stored, to be read in parts and in any order. Of the tree's nodes
  /// those above the leaves are read now.
  ///
  /// @param least bytes of a record that are going to be looked at
  public BTreeV2Scan scan(int least) {
    requireRecordSize(least);
    BTreeV2Scan scan = new BTreeV2Scan(reader, header, sizes);
    if (!Address.isDefined(header.rootNodeAddress())) {
      return scan.filled();
    }
    VisitedAddresses visited = new VisitedAddresses();
    visited.enter(header.rootNodeAddress(), structure(header.depth()));
    Deque<BTreeV2Node> rest = new ArrayDeque<>();
    rest.push(root());
    while (!rest.isEmpty()) {
      BTreeV2Node node = rest.pop();
      scan.add(node.records());
      if (node instanceof BTreeV2InternalNode internal) {
        for (int i = 0; i < internal.childAddresses().length; i++) {
          visited.enter(internal.childAddresses()[i], structure(internal.depth() - 1));
          if (internal.depth() > 1 || reader.isChanging()) {
            rest.push(child(internal, i));
          } else {
            long leaf = internal.childAddresses()[i];
            int count = internal.childRecords()[i];
            requireTotal(0, leaf, count, internal.childTotals()[i]);
            scan.add(leaf, count);
          }
        }
      }
    }
    return scan.filled();
  }

  /// The first record of a node that is not before the wanted one.
  private int lowerBound(BTreeV2Node node, ToIntFunction<? super R> order) {
    int low = 0;
    int high = node.records().count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (order.applyAsInt(record(node, middle)) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// All records, in ascending order; nodes are read as the iterator gets to them.
  @Override
  public Iterator<R> iterator() {
    return new Walk();
  }

  /// The records from the first one on that `order` does not give a negative number.
  ///
  /// @param order as for [#find(ToIntFunction)]
  public Iterator<R> from(ToIntFunction<? super R> order) {
    Walk walk = new Walk();
    walk.seek(order);
    return walk;
  }

  /// Shows the header and all nodes. Leaves are not read.
  public void forEachBlock(BlockVisitor visitor) {
    visitor.block(address, BTreeV2Header.length(reader.context()), BTreeV2Header.STRUCTURE);
    long root = header.rootNodeAddress();
    if (!Address.isDefined(root)) {
      return;
    }
    VisitedAddresses visited = new VisitedAddresses();
    visited.enter(root, structure(header.depth()));
    visitor.block(root, header.nodeSize(), structure(header.depth()));
    Deque<BTreeV2Node> rest = new ArrayDeque<>();
    if (header.depth() > 0) {
      rest.push(root());
    }
    while (!rest.isEmpty()) {
      if (rest.pop() instanceof BTreeV2InternalNode node) {
        String structure = structure(node.depth() - 1);
        for (int i = 0; i < node.childAddresses().length; i++) {
          visited.enter(node.childAddresses()[i], structure);
          visitor.block(node.childAddresses()[i], header.nodeSize(), structure);
          if (node.depth() > 1) {
            rest.push(child(node, i));
          }
        }
      }
    }
  }

  /// Decodes record `index` of a node.
  private R record(BTreeV2Node node, int index) {
    return type.decoder().apply(node.records().record(index, reader.context()));
  }

  private BTreeV2Node root() {
    Root known = root;
    long removals = reader.cache().removals();
    if (known == null || known.removals() != removals) {
      BTreeV2Node node =
          node(
              header.rootNodeAddress(),
              header.depth(),
              header.rootRecords(),
              header.totalRecords());
      known = new Root(node, removals);
      root = known;
    }
    return known.node();
  }

  private BTreeV2Node child(BTreeV2InternalNode parent, int index) {
    return node(
        parent.childAddresses()[index],
        parent.depth() - 1,
        parent.childRecords()[index],
        parent.childTotals()[index]);
  }

  private BTreeV2Node node(long address, int depth, int count, long total) {
    BTreeV2Node node = depth == 0 ? leaf(address, count) : internal(address, depth, count);
    if (!node.records().belongTo(header, count)) {
      throw new MalformedFileException(
          structure(depth), address, "node", "of another tree", "a node of this tree");
    }
    long found = node instanceof BTreeV2InternalNode internal ? internal.total() : count;
    requireTotal(depth, address, found, total);
    return node;
  }

  private static void requireTotal(int depth, long address, long found, long total) {
    if (found != total) {
      throw new MalformedFileException(
          structure(depth),
          address,
          "total number of records",
          String.valueOf(found),
          total + ", by the pointer to it");
    }
  }

  private static String structure(int depth) {
    return depth == 0 ? BTreeV2LeafNode.STRUCTURE : BTreeV2InternalNode.STRUCTURE;
  }

  /// A node's bytes, of which it copies what it keeps.
  private Cursor glance(long address, long length, String structure) {
    reader.requireBlock(address, length, structure);
    return reader.glance(address, length, structure);
  }

  private BTreeV2Node leaf(long address, int count) {
    long length = sizes.usedLength(0, count);
    return reader
        .cache()
        .get(
            address,
            BTreeV2LeafNode.class,
            length,
            () ->
                BTreeV2LeafNode.decode(
                    glance(address, length, BTreeV2LeafNode.STRUCTURE), header, count));
  }

  private BTreeV2Node internal(long address, int depth, int count) {
    long length = sizes.usedLength(depth, count);
    BTreeV2InternalNode node =
        reader
            .cache()
            .get(
                address,
                BTreeV2InternalNode.class,
                length,
                () ->
                    BTreeV2InternalNode.decode(
                        glance(address, length, BTreeV2InternalNode.STRUCTURE),
                        header,
                        sizes,
                        depth,
                        count));
    if (node.depth() != depth) {
      throw new MalformedFileException(
          BTreeV2InternalNode.STRUCTURE,
          address,
          "depth",
          String.valueOf(node.depth()),
          String.valueOf(depth));
    }
    return node;
  }

  /// A node and where the walk stands in it.
  private static final class Frame {
    private final BTreeV2Node node;
    private int next;
    private boolean childFirst;

    /// @param node entered just now: its first child, if it has any, comes before its first record
    private Frame(BTreeV2Node node) {
      this.node = node;
      this.childFirst = node instanceof BTreeV2InternalNode;
    }
  }

  private final class Walk implements Iterator<R> {
    private final Deque<Frame> stack = new ArrayDeque<>();
    private final VisitedAddresses visited = new VisitedAddresses();

    private Walk() {
      if (Address.isDefined(header.rootNodeAddress())) {
        visited.enter(header.rootNodeAddress(), structure(header.depth()));
        stack.push(new Frame(root()));
      }
    }

    /// Goes down to a leaf, in each node to the first record that is not before the wanted one.
    private void seek(ToIntFunction<? super R> order) {
      Frame top = stack.peek();
      while (top != null) {
        top.next = lowerBound(top.node, order);
        top = descend(top) ? stack.peek() : null;
      }
    }

    /// Enters the child before the frame's next record, if there is one.
    private boolean descend(Frame frame) {
      frame.childFirst = false;
      if (!(frame.node instanceof BTreeV2InternalNode internal)) {
        return false;
      }
      visited.enter(internal.childAddresses()[frame.next], structure(internal.depth() - 1));
      stack.push(new Frame(child(internal, frame.next)));
      return true;
    }

    @Override
    public boolean hasNext() {
      while (true) {
        Frame top = stack.peek();
        if (top == null) {
          return false;
        }
        if (top.childFirst) {
          descend(top);
        } else if (top.next < top.node.records().count()) {
          return true;
        } else {
          stack.pop();
        }
      }
    }

    @Override
    public R next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Frame top = stack.element();
      R record = record(top.node, top.next);
      top.next++;
      top.childFirst = top.node instanceof BTreeV2InternalNode;
      return record;
    }
  }
}
