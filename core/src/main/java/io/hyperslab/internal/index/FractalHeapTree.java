package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.heap.DoublingTable;
import io.hyperslab.internal.format.heap.FractalHeapHeader;
import io.hyperslab.internal.format.heap.FractalHeapId;
import io.hyperslab.internal.format.heap.FractalHeapIndirectBlock;
import io.hyperslab.internal.index.FractalHeapNode.Slot;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The indirect blocks of a fractal heap that is being changed.
final class FractalHeapTree {
  private final Transaction transaction;
  private final FractalHeapDraft draft;
  private final FractalHeapHeader header;
  private @Nullable FractalHeapNode root;

  FractalHeapTree(Transaction transaction, FractalHeapDraft draft) {
    this.transaction = transaction;
    this.draft = draft;
    this.header = draft.stored;
  }

  private DoublingTable table() {
    return draft.table;
  }

  /// The root indirect block, which there must be.
  FractalHeapNode root() {
    FractalHeapNode known = root;
    if (known == null) {
      known = read(table().rootBlockAddress(), 0, table().currentRows(), null);
      root = known;
    }
    return known;
  }

  /// The indirect block in a place, which is one for an indirect block.
  FractalHeapNode child(Slot slot) {
    FractalHeapNode known = slot.node().children.get(slot.entry());
    if (known != null) {
      return known;
    }
    if (slot.isFree()) {
      throw unallocated(slot.offset(table()));
    }
    int rows = table().rowsOfIndirectBlock(slot.row(table()));
    FractalHeapNode child = read(slot.address(), slot.offset(table()), rows, slot);
    slot.node().children.put(slot.entry(), child);
    return child;
  }

  private FractalHeapNode read(long address, long offset, int rows, @Nullable Slot place) {
    FractalHeapIndirectBlock known =
        transaction
            .reader()
            .cache()
            .find(address, FractalHeapIndirectBlock.class)
            .filter(block -> block.is(header, rows, offset))
            .orElseGet(() -> decode(address, offset, rows));
    return new FractalHeapNode(address, offset, rows, place, known.childAddresses().clone());
  }

  private FractalHeapIndirectBlock decode(long address, long offset, int rows) {
    return FractalHeapIndirectBlock.decode(
        transaction.reader().read(address, length(rows), FractalHeapIndirectBlock.STRUCTURE),
        header,
        rows,
        offset);
  }

  private long length(int rows) {
    return FractalHeapIndirectBlock.length(transaction.context(), header, rows);
  }

  /// The place of the direct block that covers an offset in the heap's address space.
  ///
  /// @throws MalformedFileException if no indirect block leads there
  Slot slot(long offset) {
    FractalHeapNode node = root();
    while (true) {
      Slot slot = slotIn(node, offset);
      if (slot.row(table()) < table().directRows()) {
        return slot;
      }
      node = child(slot);
    }
  }

  /// The place in an indirect block that covers an offset.
  Slot slotIn(FractalHeapNode node, long offset) {
    int row = table().row(offset - node.offset);
    if (row >= node.rows) {
      throw unallocated(offset);
    }
    int column = table().column(row, offset - node.offset);
    return new Slot(node, row * table().width() + column);
  }

  MalformedFileException unallocated(long offset) {
    return new MalformedFileException(
        FractalHeapId.STRUCTURE,
        header.address(),
        "offset",
        String.valueOf(offset),
        "in an allocated direct block");
  }

  /// Makes an empty indirect block in a free place for one.
  FractalHeapNode create(Slot slot) {
    int rows = table().rowsOfIndirectBlock(slot.row(table()));
    FractalHeapNode child = create(slot.offset(table()), rows, slot);
    slot.node().put(slot.entry(), child.address);
    slot.node().children.put(slot.entry(), child);
    return child;
  }

  private FractalHeapNode create(long offset, int rows, @Nullable Slot place) {
    requireSize(rows);
    long[] addresses = new long[rows * table().width()];
    Arrays.fill(addresses, Address.UNDEFINED);
    long address = transaction.allocate(SpaceKind.METADATA, length(rows));
    FractalHeapNode node = new FractalHeapNode(address, offset, rows, place, addresses);
    node.changed = true;
    return node;
  }

  private void requireSize(int rows) {
    long limit = transaction.context().limits().metadataBlock();
    if (rows < 1 || length(rows) > limit) {
      throw new LimitExceededException(
          FractalHeapIndirectBlock.STRUCTURE,
          header.address(),
          "rows",
          String.valueOf(rows),
          "1 or more, in at most " + limit + " bytes");
    }
  }

  /// Makes a root indirect block of so many rows, or gives the one there is more rows. A root
  /// direct block becomes its first block.
  void growRoot(int rows) {
    if (table().currentRows() == 0) {
      FractalHeapNode made = create(0, rows, null);
      if (Address.isDefined(table().rootBlockAddress())) {
        made.put(0, table().rootBlockAddress());
      }
      root = made;
    } else {
      requireSize(rows);
      FractalHeapNode grown = root();
      transaction.free(grown.address, length(grown.rows));
      long address = transaction.allocate(SpaceKind.METADATA, length(rows));
      grown.grow(address, rows, rows * table().width());
    }
    draft.root(root().address, rows, table().rowOffset(rows));
  }

  /// Takes a direct block out of its place, and the indirect blocks that become empty thereby.
  ///
  /// @return whether blocks are left
  boolean release(Slot slot) {
    FractalHeapNode node = slot.node();
    node.clear(slot.entry());
    while (node.used == 0) {
      transaction.free(node.address, length(node.rows));
      Slot place = node.place;
      if (place == null) {
        root = null;
        return false;
      }
      node = place.node();
      node.clear(place.entry());
    }
    return true;
  }

  /// Where the last direct block ends in the heap's address space; 0 if there is none.
  long end() {
    FractalHeapNode node = root();
    while (true) {
      int entry = node.addresses.length - 1;
      while (entry >= 0 && !Address.isDefined(node.addresses[entry])) {
        entry--;
      }
      if (entry < 0) {
        return node.offset;
      }
      Slot slot = new Slot(node, entry);
      if (slot.row(table()) < table().directRows()) {
        return slot.end(table());
      }
      node = child(slot);
    }
  }

  /// Writes what has changed.
  void write() {
    if (root != null) {
      write(root);
    }
  }

  private void write(FractalHeapNode top) {
    List<FractalHeapNode> rest = new ArrayList<>(List.of(top));
    while (!rest.isEmpty()) {
      FractalHeapNode node = rest.removeLast();
      rest.addAll(node.children.values());
      if (node.changed) {
        FractalHeapIndirectBlock block =
            new FractalHeapIndirectBlock(
                header.address(),
                node.offset,
                node.rows,
                node.addresses.clone(),
                new long[0],
                new int[0]);
        transaction.write(
            node.address,
            length(node.rows),
            out -> block.encode(out, header),
            FractalHeapIndirectBlock.class,
            block,
            2 * length(node.rows));
        node.changed = false;
      }
    }
  }

  /// Frees all blocks that a heap with a root indirect block has, the direct ones included.
  void freeAll() {
    VisitedAddresses visited = new VisitedAddresses();
    List<FractalHeapNode> rest = new ArrayList<>(List.of(root()));
    while (!rest.isEmpty()) {
      FractalHeapNode node = rest.removeLast();
      visited.enter(node.address, FractalHeapIndirectBlock.STRUCTURE);
      for (int entry = 0; entry < node.addresses.length; entry++) {
        Slot slot = new Slot(node, entry);
        if (slot.isFree()) {
          continue;
        }
        int row = slot.row(table());
        if (row < table().directRows()) {
          visited.enter(slot.address(), FractalHeapIndirectBlock.STRUCTURE);
          transaction.free(slot.address(), table().blockSize(row));
        } else {
          rest.add(child(slot));
        }
      }
      transaction.free(node.address, length(node.rows));
    }
    root = null;
  }
}
