package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Ascending;
import io.hyperslab.internal.bytes.PartRunner;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.btree.BTreeV1GroupNode;
import io.hyperslab.internal.format.btree.BTreeV1NodePrefix;
import io.hyperslab.internal.format.group.SymbolTableEntry;
import io.hyperslab.internal.format.group.SymbolTableNode;
import io.hyperslab.internal.format.heap.LocalHeapHeader;
import io.hyperslab.internal.metadata.BlockSweep;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The links of a group that stores them in a version 1 B-tree, symbol table nodes and a local heap
/// (`FMT4 III.A.1` to `III.D`), in ascending order of their names by unsigned bytes.
///
/// A search trusts the order of the keys, as libhdf5 does. Where they are out of order, it may miss
/// a link that there is; which one may depend on what was looked for before.
public final class SymbolTableIndex implements Iterable<SymbolTableLink> {
  /// Nodes that one thread reads before it takes more.
  private static final int NODES_PER_PART = 1024;

  /// As many links as so many nodes of the usual size may have.
  private static final long LINKS_PER_PART = 8L * NODES_PER_PART;

  /// Nodes of which fewer are read one by one.
  private static final int FEW_NODES = 8;

  private final MetadataReader reader;
  private final long btreeAddress;
  private final long heapAddress;
  private final int internalK;
  private final int leafK;

  /// Where a name was looked for last: others often are beside it.
  private volatile @Nullable Spot last;

  /// A place in the tree.
  ///
  /// @param heap has the names
  /// @param node of level 0
  /// @param symbols a child of it
  private record Spot(LocalHeap heap, BTreeV1GroupNode node, SymbolTableNode symbols) {
    /// Whether the names below the node are those before and after a wanted one.
    boolean covers(byte[] wanted) {
      long[] keys = node.keys();
      return heap.compare(wanted, keys[0]) > 0
          && heap.compare(wanted, keys[node.children().length]) <= 0;
    }
  }

  /// The index of one group. Nothing is read yet.
  ///
  /// @param btreeAddress of the root node, from the group's symbol table message
  /// @param heapAddress of the local heap, from the same message
  /// @param internalK "Group Internal Node K" of the superblock
  /// @param leafK "Group Leaf Node K" of the superblock
  public SymbolTableIndex(
      MetadataReader reader, long btreeAddress, long heapAddress, int internalK, int leafK) {
    this.reader = reader;
    this.btreeAddress = btreeAddress;
    this.heapAddress = heapAddress;
    this.internalK = internalK;
    this.leafK = leafK;
  }

  /// The link of that name.
  public Optional<SymbolTableLink> find(String name) {
    byte[] wanted = Text.encode(name);
    Spot recent = reader.isChanging() ? null : last;
    LocalHeap heap = recent != null ? recent.heap() : LocalHeap.open(reader, heapAddress);
    if (recent != null) {
      Optional<SymbolTableLink> beside = findBeside(recent, wanted);
      if (beside.isPresent()) {
        return beside;
      }
    }
    BTreeV1GroupNode node = recent != null && recent.covers(wanted) ? recent.node() : root();
    while (true) {
      int child = childOf(node, heap, wanted);
      if (child < 0) {
        return Optional.empty();
      }
      if (node.prefix().nodeLevel() == 0) {
        SymbolTableNode symbols = symbols(node.children()[child]);
        last = new Spot(heap, node, symbols);
        return findEntry(symbols, heap, wanted);
      }
      node = child(node, child);
    }
  }

  /// The link of that name, if it is where one was found before. Nothing leads there for certain: a
  /// damaged node is for those to refuse whose names belong to it.
  private Optional<SymbolTableLink> findBeside(Spot recent, byte[] wanted) {
    try {
      return findEntry(recent.symbols(), recent.heap(), wanted);
    } catch (MalformedFileException _) {
      return Optional.empty();
    }
  }

  /// The child whose names come after its left key, up to and including its right key; -1 if none.
  private static int childOf(BTreeV1GroupNode node, LocalHeap heap, byte[] wanted) {
    int low = 0;
    int high = node.children().length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (heap.compare(wanted, node.keys()[middle]) <= 0) {
        high = middle - 1;
      } else if (heap.compare(wanted, node.keys()[middle + 1]) > 0) {
        low = middle + 1;
      } else {
        return middle;
      }
    }
    return -1;
  }

  private static Optional<SymbolTableLink> findEntry(
      SymbolTableNode node, LocalHeap heap, byte[] wanted) {
    List<SymbolTableEntry> entries = node.entries();
    int low = 0;
    int high = entries.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = heap.compare(wanted, entries.get(middle).linkNameOffset());
      if (order == 0) {
        return Optional.of(link(entries.get(middle), heap));
      }
      if (order < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return Optional.empty();
  }

  /// What an entry says.
  static SymbolTableLink link(SymbolTableEntry entry, LocalHeap heap) {
    return new SymbolTableLink(
        heap.text(entry.linkNameOffset()),
        entry,
        entry.isSymbolicLink()
            ? Optional.of(heap.text(entry.linkValueOffset()))
            : Optional.empty());
  }

  /// The root node.
  BTreeV1GroupNode root() {
    BTreeV1GroupNode root = node(btreeAddress);
    int limit = reader.context().limits().treeDepth();
    if (root.prefix().nodeLevel() > limit) {
      throw new LimitExceededException(
          BTreeV1NodePrefix.STRUCTURE,
          btreeAddress,
          "node level",
          String.valueOf(root.prefix().nodeLevel()),
          "at most " + limit);
    }
    return root;
  }

  /// A child of a node above level 0.
  BTreeV1GroupNode child(BTreeV1GroupNode parent, int index) {
    long address = parent.children()[index];
    BTreeV1GroupNode node = node(address);
    if (node.prefix().nodeLevel() >= parent.prefix().nodeLevel()) {
      throw new MalformedFileException(
          BTreeV1NodePrefix.STRUCTURE,
          address,
          "node level",
          String.valueOf(node.prefix().nodeLevel()),
          "below its parent's, " + parent.prefix().nodeLevel());
    }
    return node;
  }

  private BTreeV1GroupNode node(long address) {
    long length = BTreeV1GroupNode.length(reader.context(), internalK);
    return reader
        .cache()
        .getIfRepeated(
            address,
            BTreeV1GroupNode.class,
            () ->
                BTreeV1GroupNode.decode(
                    reader.glance(address, length, BTreeV1NodePrefix.STRUCTURE), internalK),
            _ -> 2 * length);
  }

  /// A symbol table node.
  SymbolTableNode symbols(long address) {
    long length = SymbolTableNode.length(reader.context(), leafK);
    return reader
        .cache()
        .getIfRepeated(
            address,
            SymbolTableNode.class,
            () ->
                SymbolTableNode.decode(
                    reader.glance(address, length, SymbolTableNode.STRUCTURE), leafK),
            _ -> 2 * length);
  }

  /// How many links there are, by what the symbol table nodes say.
  public long size() {
    long[] nodes = nodes();
    if (nodes.length == 0) {
      return 0;
    }
    long room = LocalHeap.open(reader, heapAddress).size();
    long size = 0;
    int most = nodesPerPart();
    for (int from = 0; from < nodes.length; from += most) {
      int end = Math.min(nodes.length, from + most);
      for (SymbolTableNode node : symbols(Arrays.copyOfRange(nodes, from, end))) {
        size += node.entries().size();
        // Each has a name, of one byte and its end at least.
        requireRoom(size, room);
      }
    }
    return size;
  }

  /// Nodes that are decoded before anybody looks at their links: of large nodes, few.
  private int nodesPerPart() {
    return Math.clamp(LINKS_PER_PART / Math.max(1, 2L * leafK), 1, NODES_PER_PART);
  }

  /// All links, in their order. Nodes are read once, and not kept.
  ///
  /// @param runner runs the parts
  public SymbolTableColumns columns(PartRunner runner) {
    long[] nodes = nodes();
    // Also if nothing is in it: without its names, a group cannot be listed.
    LocalHeap heap = LocalHeap.open(reader, heapAddress);
    heap.readAll();
    int most = nodesPerPart();
    int parts = Math.ceilDiv(nodes.length, most);
    List<SymbolTableColumns> columns = new ArrayList<>(parts);
    for (int i = 0; i < parts; i++) {
      columns.add(new SymbolTableColumns());
    }
    AtomicLong textBytes = new AtomicLong();
    runner.run(
        parts,
        part -> {
          int from = part * most;
          int end = Math.min(nodes.length, from + most);
          SymbolTableColumns some = columns.get(part);
          for (SymbolTableNode node : symbols(Arrays.copyOfRange(nodes, from, end))) {
            long room = heap.size() - textBytes.get();
            long taken = 0;
            for (SymbolTableEntry entry : node.entries()) {
              taken += some.add(entry, heap);
              requireRoom(taken, room);
            }
            textBytes.addAndGet(taken);
          }
        });
    return SymbolTableColumns.joined(columns);
  }

  /// Symbol table nodes for a walk, which needs them once: they are not kept.
  private SymbolTableNode[] symbols(long[] addresses) {
    SymbolTableNode[] nodes = new SymbolTableNode[addresses.length];
    if (reader.isChanging() || addresses.length < FEW_NODES) {
      Arrays.setAll(nodes, i -> symbolsOnce(addresses[i]));
      return nodes;
    }
    int[] order = Ascending.order(addresses);
    int length = Math.toIntExact(SymbolTableNode.length(reader.context(), leafK));
    try (BlockSweep blocks =
        reader.sweep(addresses, order, 0, addresses.length, length, SymbolTableNode.STRUCTURE)) {
      for (int index : order) {
        nodes[index] = SymbolTableNode.decode(blocks.next(), leafK);
      }
    }
    return nodes;
  }

  /// A symbol table node for an iteration, which needs it once: it is not kept.
  private SymbolTableNode symbolsOnce(long address) {
    if (reader.isChanging()) {
      return symbols(address);
    }
    long length = SymbolTableNode.length(reader.context(), leafK);
    return SymbolTableNode.decode(reader.glance(address, length, SymbolTableNode.STRUCTURE), leafK);
  }

  /// Shows the nodes of the B-tree and the symbol table nodes; the heap with the names is apart.
  public void forEachBlock(BlockVisitor visitor) {
    nodes(visitor);
  }

  /// Shows the local heap with the names.
  public void forEachHeapBlock(BlockVisitor visitor) {
    LocalHeap.open(reader, heapAddress).forEachBlock(visitor);
  }

  private long[] nodes() {
    return nodes((_, _, _) -> {});
  }

  /// The addresses of all symbol table nodes, in the order of their links.
  private long[] nodes(BlockVisitor visitor) {
    long treeNode = BTreeV1GroupNode.length(reader.context(), internalK);
    long symbolNode = SymbolTableNode.length(reader.context(), leafK);
    VisitedAddresses visited = new VisitedAddresses();
    long[] nodes = new long[FEW_NODES];
    int count = 0;
    Deque<Frame> stack = new ArrayDeque<>();
    visited.enter(btreeAddress, BTreeV1NodePrefix.STRUCTURE);
    stack.push(new Frame(root()));
    visitor.block(btreeAddress, treeNode, BTreeV1NodePrefix.STRUCTURE);
    while (!stack.isEmpty()) {
      Frame top = stack.element();
      if (top.next == top.node.children().length) {
        stack.pop();
      } else if (top.node.prefix().nodeLevel() == 0) {
        for (long address : top.node.children()) {
          visited.enter(address, SymbolTableNode.STRUCTURE);
          visitor.block(address, symbolNode, SymbolTableNode.STRUCTURE);
          if (count == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * count);
          }
          nodes[count] = address;
          count++;
        }
        stack.pop();
      } else {
        long child = top.node.children()[top.next];
        visited.enter(child, BTreeV1NodePrefix.STRUCTURE);
        visitor.block(child, treeNode, BTreeV1NodePrefix.STRUCTURE);
        stack.push(new Frame(child(top.node, top.next++)));
      }
    }
    return Arrays.copyOf(nodes, count);
  }

  private static long textBytes(SymbolTableLink link) {
    return link.name().length()
        + 1L
        + (link.linkValue().isPresent() ? link.linkValue().get().length() : 0);
  }

  /// Each text has its own place in the heap. Were they to overlap, a small file could hold very
  /// many very long names.
  private void requireRoom(long textBytes, long room) {
    if (textBytes > room) {
      throw new MalformedFileException(
          LocalHeapHeader.STRUCTURE,
          heapAddress,
          "length of all names",
          textBytes + " characters",
          "at most " + room + ", what the data segment has for them");
    }
  }

  /// All links; nodes are read as the iterator gets to them.
  @Override
  public Iterator<SymbolTableLink> iterator() {
    return new Walk();
  }

  /// A node and which of its children comes next.
  private static final class Frame {
    private final BTreeV1GroupNode node;
    private int next;

    private Frame(BTreeV1GroupNode node) {
      this.node = node;
    }
  }

  private final class Walk implements Iterator<SymbolTableLink> {
    private final Deque<Frame> stack = new ArrayDeque<>();
    private final VisitedAddresses visited = new VisitedAddresses();
    private final LocalHeap heap = LocalHeap.open(reader, heapAddress);
    private Iterator<SymbolTableEntry> entries = List.<SymbolTableEntry>of().iterator();
    private long textBytes;

    private Walk() {
      heap.readAll();
      visited.enter(btreeAddress, BTreeV1NodePrefix.STRUCTURE);
      stack.push(new Frame(root()));
    }

    @Override
    public boolean hasNext() {
      while (!entries.hasNext() && !stack.isEmpty()) {
        advance(stack.element());
      }
      return entries.hasNext();
    }

    private void advance(Frame top) {
      if (top.next == top.node.children().length) {
        stack.pop();
        return;
      }
      int child = top.next++;
      long address = top.node.children()[child];
      if (top.node.prefix().nodeLevel() == 0) {
        visited.enter(address, SymbolTableNode.STRUCTURE);
        entries = symbolsOnce(address).entries().iterator();
      } else {
        visited.enter(address, BTreeV1NodePrefix.STRUCTURE);
        stack.push(new Frame(child(top.node, child)));
      }
    }

    @Override
    public SymbolTableLink next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      SymbolTableLink link = link(entries.next(), heap);
      textBytes += textBytes(link);
      requireRoom(textBytes, heap.size());
      return link;
    }
  }
}
