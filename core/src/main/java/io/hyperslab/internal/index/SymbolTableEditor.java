package io.hyperslab.internal.index;

import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.btree.BTreeV1GroupNode;
import io.hyperslab.internal.format.btree.BTreeV1NodePrefix;
import io.hyperslab.internal.format.group.SymbolTableEntry;
import io.hyperslab.internal.format.group.SymbolTableNode;
import io.hyperslab.internal.format.heap.LocalHeapFreeBlock;
import io.hyperslab.internal.format.message.SymbolTableMessage;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Changes the links of a group that stores them in a symbol table (`FMT4 III.A.1` to `III.D`).
///
/// Only hard and soft links can be stored there. The reference counts of the objects that links
/// lead to are the caller's affair. Each change is written when the method returns; when one fails,
/// what it has written is undone by [Transaction#perform], and the editor is to be dropped.
public final class SymbolTableEditor {
  private static final byte[] EMPTY_NAME = {0};

  /// How many names, of how many bytes, libhdf5 expects in a group.
  private static final int EXPECTED_NAMES = 4;

  private static final int EXPECTED_NAME_LENGTH = 16;

  /// A table with at most so many times as many links as it gets is made anew.
  private static final int OUTWEIGHED = 4;

  private final Transaction transaction;
  private final FormatContext context;
  private final SymbolTableMessage message;
  private final SymbolTableIndex index;
  private final GroupTreeEditor tree;
  private final int internalK;
  private final int leafK;

  /// Opens the symbol table of a group.
  ///
  /// @param message from the group's object header; it stays as it is, whatever changes
  /// @param internalK "Group Internal Node K" of the superblock
  /// @param leafK "Group Leaf Node K" of the superblock
  public SymbolTableEditor(
      Transaction transaction, SymbolTableMessage message, int internalK, int leafK) {
    this.transaction = transaction;
    this.context = transaction.context();
    this.message = message;
    this.internalK = internalK;
    this.leafK = leafK;
    this.index =
        new SymbolTableIndex(
            transaction.reader(),
            message.bTreeAddress(),
            message.localHeapAddress(),
            internalK,
            leafK);
    this.tree = new GroupTreeEditor(transaction, index, message.bTreeAddress(), internalK);
  }

  /// Makes an empty symbol table.
  ///
  /// @param internalK "Group Internal Node K" of the superblock
  /// @param leafK "Group Leaf Node K" of the superblock
  /// @param sizeHint bytes of names to expect; 0 for what libhdf5 expects
  /// @return the message for the group's object header
  public static SymbolTableMessage create(
      Transaction transaction, int internalK, int leafK, int sizeHint) {
    long root = GroupTreeEditor.create(transaction, internalK);
    int free = LocalHeapFreeBlock.smallest(transaction.context());
    int expected = 8 + EXPECTED_NAMES * EXPECTED_NAME_LENGTH + free;
    // The first key of the tree is the offset of the empty name, which has to be 0.
    long heap =
        LocalHeapEditor.create(
            transaction, Math.max(sizeHint > 0 ? sizeHint : expected, free + 2), EMPTY_NAME);
    return new SymbolTableMessage(root, heap);
  }

  /// Adds a hard link.
  ///
  /// @param name not empty, without NUL
  /// @param objectHeaderAddress the object
  /// @param cachedGroup the symbol table message of the object, if it is a group that has one
  /// @throws NameExistsException if the group has a link of that name
  public void insertHard(
      String name, long objectHeaderAddress, Optional<SymbolTableMessage> cachedGroup) {
    byte[] bytes = textBytes(name);
    Place place = freePlace(name, bytes);
    LocalHeapEditor heap = heap();
    put(place, heap, hardLink(heap.insert(terminated(bytes)), objectHeaderAddress, cachedGroup));
  }

  /// Adds a soft link.
  ///
  /// @param name not empty, without NUL
  /// @param path where it leads to; not empty, without NUL
  /// @throws NameExistsException if the group has a link of that name
  public void insertSoft(String name, String path) {
    byte[] bytes = textBytes(name);
    byte[] value = textBytes(path);
    Place place = freePlace(name, bytes);
    LocalHeapEditor heap = heap();
    long nameOffset = heap.insert(terminated(bytes));
    put(place, heap, softLink(nameOffset, heap.insert(terminated(value))));
  }

  /// Adds many links.
  ///
  /// @param symbols by the unsigned bytes of their names, of which the group has none
  /// @param stored how many links the group has, about
  public void insertAll(List<NewSymbol> symbols, long stored) {
    if (stored > (long) OUTWEIGHED * symbols.size()) {
      symbols.forEach(this::insert);
      return;
    }
    // Before the heap is changed, which has their names.
    List<SymbolTableLink> before = new ArrayList<>();
    index.forEach(before::add);
    SymbolTableFilling filling = SymbolTableFilling.of(symbols);
    LocalHeapEditor heap = heap();
    long first = emptyName(heap);
    List<SymbolTableEntry> entries = filling.among(before, heap.insert(filling.texts()));
    freeNodes();
    int parts = Math.ceilDiv(entries.size(), capacity());
    long[] leaves = new long[parts];
    long[] keys = new long[parts + 1];
    keys[0] = first;
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) entries.size() * part / parts);
      int to = (int) ((long) entries.size() * (part + 1) / parts);
      leaves[part] = allocateNode(entries.subList(from, to));
      keys[part + 1] = entries.get(to - 1).linkNameOffset();
    }
    tree.fill(leaves, keys);
    heap.flush();
  }

  private void insert(NewSymbol symbol) {
    String name = Text.decode(symbol.name());
    if (symbol.path().isPresent()) {
      insertSoft(name, Text.decode(symbol.path().get()));
    } else {
      insertHard(name, symbol.objectHeaderAddress(), symbol.cachedGroup());
    }
  }

  /// How many links there are.
  public long size() {
    long size = 0;
    for (SymbolTableLink _ : index) {
      size++;
    }
    return size;
  }

  /// Bytes of names and paths that there is sure to be room for, each with twice its length.
  public long room() {
    return heap().room() / 2;
  }

  /// Makes a link that exists a hard link, in its place.
  ///
  /// @param objectHeaderAddress the object
  /// @param cachedGroup the symbol table message of the object, if it is a group that has one
  /// @return the link as it was
  /// @throws NoSuchObjectException if the group has no link of that name
  public SymbolTableLink replaceHard(
      String name, long objectHeaderAddress, Optional<SymbolTableMessage> cachedGroup) {
    Place place = place(name);
    LocalHeapEditor heap = heap();
    SymbolTableLink before = removeValue(place, heap);
    replace(
        place, heap, hardLink(before.entry().linkNameOffset(), objectHeaderAddress, cachedGroup));
    return before;
  }

  /// Makes a link that exists a soft link, in its place.
  ///
  /// @param path where it leads to; not empty, without NUL
  /// @return the link as it was
  /// @throws NoSuchObjectException if the group has no link of that name
  public SymbolTableLink replaceSoft(String name, String path) {
    byte[] value = textBytes(path);
    Place place = place(name);
    LocalHeapEditor heap = heap();
    SymbolTableLink before = removeValue(place, heap);
    long offset = heap.insert(terminated(value));
    replace(place, heap, softLink(before.entry().linkNameOffset(), offset));
    return before;
  }

  /// Removes a link.
  ///
  /// @return the link as it was
  /// @throws NoSuchObjectException if the group has no link of that name
  public SymbolTableLink remove(String name) {
    Place place = place(name);
    LocalHeapEditor heap = heap();
    SymbolTableLink link = removeValue(place, heap);
    heap.remove(link.entry().linkNameOffset(), place.name().length + 1L);
    List<SymbolTableEntry> entries = new ArrayList<>(place.node().entries());
    entries.remove(place.position());
    if (entries.isEmpty()) {
      transaction.free(place.address(), SymbolTableNode.length(context, leafK));
      tree.removeLeaf(place.path());
    } else {
      write(place.address(), entries);
      if (place.position() == entries.size()) {
        tree.changeLastName(place.path(), entries.getLast().linkNameOffset());
      }
    }
    heap.flush();
    return link;
  }

  /// Gives back the space of the whole symbol table, which must not be used any more. What the
  /// links lead to stays.
  public void delete() {
    freeNodes();
    transaction.free(message.bTreeAddress(), BTreeV1GroupNode.length(context, internalK));
    heap().delete();
  }

  /// Frees all nodes but the root.
  private void freeNodes() {
    VisitedAddresses visited = new VisitedAddresses();
    Deque<BTreeV1GroupNode> nodes = new ArrayDeque<>();
    visited.enter(message.bTreeAddress(), BTreeV1NodePrefix.STRUCTURE);
    nodes.push(index.root());
    while (!nodes.isEmpty()) {
      BTreeV1GroupNode node = nodes.pop();
      for (int i = 0; i < node.children().length; i++) {
        long child = node.children()[i];
        if (node.prefix().nodeLevel() == 0) {
          visited.enter(child, SymbolTableNode.STRUCTURE);
          transaction.free(child, SymbolTableNode.length(context, leafK));
        } else {
          visited.enter(child, BTreeV1NodePrefix.STRUCTURE);
          nodes.push(index.child(node, i));
          transaction.free(child, BTreeV1GroupNode.length(context, internalK));
        }
      }
    }
  }

  private LocalHeapEditor heap() {
    return new LocalHeapEditor(transaction, message.localHeapAddress());
  }

  /// The bytes of a name or path.
  ///
  /// @throws IllegalArgumentException if it is empty or has a NUL
  public static byte[] textBytes(String text) {
    byte[] bytes = Text.encode(text);
    if (bytes.length == 0 || text.indexOf(0) >= 0) {
      throw new IllegalArgumentException(Text.quote(text) + " is empty or has a NUL");
    }
    return bytes;
  }

  private static byte[] terminated(byte[] text) {
    return Arrays.copyOf(text, text.length + 1);
  }

  /// The entry of a hard link.
  static SymbolTableEntry hardLink(
      long nameOffset, long objectHeaderAddress, Optional<SymbolTableMessage> cachedGroup) {
    return cachedGroup
        .map(group ->
            SymbolTableEntry.group(
                nameOffset, objectHeaderAddress, group.bTreeAddress(), group.localHeapAddress()))
        .orElseGet(() -> SymbolTableEntry.hardLink(nameOffset, objectHeaderAddress));
  }

  private static SymbolTableEntry softLink(long nameOffset, long valueOffset) {
    return SymbolTableEntry.symbolicLink(nameOffset, valueOffset);
  }

  /// Where a name is, or would be.
  ///
  /// @param address of the symbol table node; undefined if there is none
  /// @param position in the node
  private record Place(
      byte[] name,
      GroupTreeEditor.Path path,
      long address,
      SymbolTableNode node,
      int position,
      boolean found) {}

  private Place find(byte[] name) {
    LocalHeap heap = LocalHeap.open(transaction.reader(), message.localHeapAddress());
    GroupTreeEditor.Path path = tree.find(name, heap);
    long address = path.leaf();
    if (!Address.isDefined(address)) {
      return new Place(name, path, address, new SymbolTableNode(List.of()), 0, false);
    }
    SymbolTableNode node = index.symbols(address);
    int low = 0;
    int high = node.entries().size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = heap.compare(name, node.entries().get(middle).linkNameOffset());
      if (order == 0) {
        return new Place(name, path, address, node, middle, true);
      }
      if (order < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return new Place(name, path, address, node, low, false);
  }

  private Place freePlace(String name, byte[] bytes) {
    Place place = find(bytes);
    if (place.found()) {
      throw new NameExistsException(SymbolTableNode.STRUCTURE, place.address(), name);
    }
    return place;
  }

  private Place place(String name) {
    Place place = find(textBytes(name));
    if (!place.found()) {
      throw new NoSuchObjectException(
          "symbol table", message.bTreeAddress(), "link " + Text.quote(name), "absent", "present");
    }
    return place;
  }

  /// Puts a new entry in its place.
  private void put(Place place, LocalHeapEditor heap, SymbolTableEntry entry) {
    if (!Address.isDefined(place.address())) {
      tree.insertFirst(allocateNode(List.of(entry)), emptyName(heap), entry.linkNameOffset());
      heap.flush();
      return;
    }
    List<SymbolTableEntry> entries = new ArrayList<>(place.node().entries());
    entries.add(place.position(), entry);
    if (place.position() == entries.size() - 1) {
      tree.changeLastName(place.path(), entry.linkNameOffset());
    }
    if (entries.size() <= capacity()) {
      write(place.address(), entries);
    } else {
      // A name that belongs exactly between the halves stays in the left one.
      int half = capacity() / 2 + (place.position() <= capacity() / 2 ? 1 : 0);
      List<SymbolTableEntry> left = entries.subList(0, half);
      write(place.address(), left);
      long right = allocateNode(entries.subList(half, entries.size()));
      tree.insertAfter(place.path(), right, left.getLast().linkNameOffset());
    }
    heap.flush();
  }

  /// The offset of an empty name: 0, unless the heap was made by someone who does not put it there.
  private long emptyName(LocalHeapEditor heap) {
    LocalHeap before = LocalHeap.open(transaction.reader(), message.localHeapAddress());
    return before.size() > 0 && before.text(0).isEmpty() ? 0 : heap.insert(EMPTY_NAME);
  }

  private int capacity() {
    return Math.min(2 * leafK, 0xffff);
  }

  private long allocateNode(List<SymbolTableEntry> entries) {
    long length = SymbolTableNode.length(context, leafK);
    long address = transaction.allocate(SpaceKind.METADATA, length);
    write(address, entries);
    return address;
  }

  private void write(long address, List<SymbolTableEntry> entries) {
    SymbolTableNode node = new SymbolTableNode(entries);
    long length = SymbolTableNode.length(context, leafK);
    transaction.write(
        address, length, out -> node.encode(out, leafK), SymbolTableNode.class, node, 2 * length);
  }

  private SymbolTableLink removeValue(Place place, LocalHeapEditor heap) {
    SymbolTableEntry entry = place.node().entries().get(place.position());
    SymbolTableLink link =
        SymbolTableIndex.link(
            entry, LocalHeap.open(transaction.reader(), message.localHeapAddress()));
    link.linkValue()
        .ifPresent(value -> heap.remove(entry.linkValueOffset(), Text.encode(value).length + 1L));
    return link;
  }

  private void replace(Place place, LocalHeapEditor heap, SymbolTableEntry entry) {
    List<SymbolTableEntry> entries = new ArrayList<>(place.node().entries());
    entries.set(place.position(), entry);
    write(place.address(), entries);
    heap.flush();
  }
}
