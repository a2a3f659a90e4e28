package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.btree.BTreeV1GroupNode;
import io.hyperslab.internal.format.btree.BTreeV1NodePrefix;
import io.hyperslab.internal.format.group.SymbolTableEntry;
import io.hyperslab.internal.format.group.SymbolTableNode;
import io.hyperslab.internal.format.heap.LocalHeapHeader;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The links of a group that stores them in a version 1 B-tree, symbol table nodes and a local heap
/// (`FMT4 III.A.1` to `III.D`), in ascending order of their names by unsigned bytes.
///
/// A search trusts the order of the keys, as libhdf5 does.
public final class SymbolTableIndex implements Iterable<SymbolTableLink> {
  private final MetadataReader reader;
  private final long btreeAddress;
  private final long heapAddress;
  private final int internalK;
  private final int leafK;

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
    LocalHeap heap = LocalHeap.open(reader, heapAddress);
    BTreeV1GroupNode node = root();
    while (true) {
      int child = childOf(node, heap, wanted);
      if (child < 0) {
        return Optional.empty();
      }
      if (node.prefix().nodeLevel() == 0) {
        return findEntry(symbols(node.children()[child]), heap, wanted);
      }
      node = child(node, child);
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
        .get(
            address,
            BTreeV1GroupNode.class,
            length,
            () ->
                BTreeV1GroupNode.decode(
                    reader.readUpTo(address, length, BTreeV1NodePrefix.STRUCTURE), internalK));
  }

  /// A symbol table node.
  SymbolTableNode symbols(long address) {
    long length = SymbolTableNode.length(reader.context(), leafK);
    return reader
        .cache()
        .get(
            address,
            SymbolTableNode.class,
            length,
            () ->
                SymbolTableNode.decode(
                    reader.readUpTo(address, length, SymbolTableNode.STRUCTURE), leafK));
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
        entries = symbols(address).entries().iterator();
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
      textBytes += link.name().length() + 1L + link.linkValue().map(String::length).orElse(0);
      if (textBytes > heap.size()) {
        // Each text has its own place in the heap. Were they to overlap, a small file could hold
        // very many very long names.
        throw new MalformedFileException(
            LocalHeapHeader.STRUCTURE,
            heapAddress,
            "length of all names",
            textBytes + " characters",
            "at most the data segment size, " + heap.size());
      }
      return link;
    }
  }
}
