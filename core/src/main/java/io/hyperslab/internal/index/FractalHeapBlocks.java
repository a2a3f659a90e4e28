package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.heap.DoublingTable;
import io.hyperslab.internal.format.heap.FractalHeapDirectBlock;
import io.hyperslab.internal.format.heap.FractalHeapHeader;
import io.hyperslab.internal.index.FractalHeapNode.Slot;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The direct blocks of a fractal heap that is being changed, and how it grows and shrinks.
///
/// New blocks are taken in the order of the heap's address space; the header says where this has
/// got to. Blocks too small for an object are passed over. These rules are libhdf5's, which goes on
/// from there.
final class FractalHeapBlocks {
  /// Direct blocks that are kept in memory, in bytes.
  private static final long KEPT = 8L << 20;

  /// Offsets in the heap are positive numbers.
  private static final int MOST_BITS = 62;

  private final Transaction transaction;
  private final FormatContext context;
  private final FractalHeapDraft draft;
  private final FractalHeapHeader header;
  private final FractalHeapTree tree;
  private final FractalHeapGaps gaps;
  private final int prefixLength;

  /// For each row, bytes for objects in one of its blocks, or in all the direct blocks that it is
  /// divided into.
  private long @Nullable [] capacity;

  private final Map<Long, FractalHeapBlock> blocks = new HashMap<>();
  private long kept;

  FractalHeapBlocks(Transaction transaction, FractalHeapDraft draft) {
    this.transaction = transaction;
    this.context = transaction.context();
    this.draft = draft;
    this.header = draft.stored;
    this.tree = new FractalHeapTree(transaction, draft);
    this.gaps = new FractalHeapGaps(tree, draft);
    this.prefixLength = FractalHeapDirectBlock.prefixLength(context, header);
    if (table().startingBlockSize() <= prefixLength) {
      throw new MalformedFileException(
          FractalHeapHeader.STRUCTURE,
          header.address(),
          "starting block size",
          String.valueOf(table().startingBlockSize()),
          "more than " + prefixLength);
    }
  }

  private long[] capacities() {
    long[] known = capacity;
    if (known != null) {
      return known;
    }
    long[] found = new long[table().maximumRows()];
    for (int row = 0; row < found.length; row++) {
      if (row < table().directRows()) {
        found[row] = table().blockSize(row) - prefixLength;
      } else {
        for (int below = 0; below < table().rowsOfIndirectBlock(row); below++) {
          long blocks = Saturated.multiply(table().width(), found[below]);
          found[row] = Saturated.add(found[row], blocks);
        }
      }
    }
    capacity = found;
    return found;
  }

  private DoublingTable table() {
    return draft.table;
  }

  /// The block that covers an offset in the heap's address space.
  ///
  /// @throws MalformedFileException if there is none
  FractalHeapBlock block(long offset) {
    if (table().currentRows() == 0) {
      if (offset >= table().startingBlockSize()) {
        throw tree.unallocated(offset);
      }
      return block(table().rootBlockAddress(), 0, table().startingBlockSize(), null);
    }
    Slot slot = tree.slot(offset);
    long size = table().blockSize(slot.row(table()));
    return block(slot.address(), slot.offset(table()), size, slot);
  }

  private FractalHeapBlock block(long address, long offset, long size, @Nullable Slot slot) {
    FractalHeapBlock known = blocks.get(offset);
    if (known != null) {
      return known;
    }
    if (!Address.isDefined(address)) {
      throw tree.unallocated(offset);
    }
    FractalHeapDirectBlock content = cached(address, size, () -> read(address, offset, size));
    if (!content.is(header, offset, size)) {
      throw tree.unallocated(offset);
    }
    return keep(new FractalHeapBlock(address, slot, content));
  }

  private FractalHeapDirectBlock read(long address, long offset, long size) {
    return FractalHeapDirectBlock.decode(
        transaction.reader().read(address, size, FractalHeapDirectBlock.STRUCTURE), header, offset);
  }

  private FractalHeapDirectBlock cached(
      long address, long size, Supplier<FractalHeapDirectBlock> content) {
    return transaction.reader().cache().get(address, FractalHeapDirectBlock.class, size, content);
  }

  private FractalHeapBlock keep(FractalHeapBlock block) {
    kept += block.content.bytes().length;
    if (kept > KEPT) {
      drop();
      kept = block.content.bytes().length;
    }
    blocks.put(block.offset(), block);
    return block;
  }

  /// Writes and forgets the blocks in memory.
  private void drop() {
    writeBlocks();
    blocks.clear();
    kept = 0;
  }

  /// A new block with room for an object of so many bytes.
  FractalHeapBlock allocate(long objectSize) {
    long size = Long.highestOneBit(objectSize + prefixLength - 1) << 1;
    size = Math.max(size, table().startingBlockSize());
    long limit = Math.min(table().maximumDirectBlockSize(), context.limits().metadataBlock());
    if (size > limit) {
      throw new LimitExceededException(
          FractalHeapDirectBlock.STRUCTURE,
          header.address(),
          "size",
          String.valueOf(size),
          "at most " + limit);
    }
    if (!Address.isDefined(table().rootBlockAddress()) && size == table().startingBlockSize()) {
      return rootBlock(size);
    }
    int row = table().rowOfSize(size);
    Optional<Slot> gap = gaps.take(row);
    if (gap.isPresent()) {
      return create(gap.get());
    }
    Slot next = next(row);
    draft.iteratorOffset = next.end(table());
    return create(next);
  }

  private FractalHeapBlock rootBlock(long size) {
    FractalHeapBlock block = create(0, size, null);
    draft.root(block.address, 0, size);
    draft.freeSpace += size - prefixLength;
    return block;
  }

  private FractalHeapBlock create(Slot slot) {
    FractalHeapBlock block =
        create(slot.offset(table()), table().blockSize(slot.row(table())), slot);
    slot.node().put(slot.entry(), block.address);
    return block;
  }

  private FractalHeapBlock create(long offset, long size, @Nullable Slot slot) {
    FractalHeapDirectBlock content =
        FractalHeapDirectBlock.empty(context, header, offset, (int) size);
    long address = transaction.allocate(SpaceKind.METADATA, size);
    FractalHeapBlock block = new FractalHeapBlock(address, slot, content);
    block.changed = true;
    block.own = true;
    draft.allocatedSpace += size;
    return keep(block);
  }

  /// The next place where the heap grows, for a block in `row` or one of larger blocks.
  private Slot next(int row) {
    long at = draft.iteratorOffset;
    if (table().currentRows() == 0) {
      at = Address.isDefined(table().rootBlockAddress()) ? table().startingBlockSize() : 0;
      int rows = table().startingRows() == 0 ? table().maximumRows() : table().startingRows();
      growRoot(Math.max(rows, row + 1));
    }
    FractalHeapNode node = tree.root();
    while (true) {
      if (at >= table().rowOffset(tree.root().rows)) {
        growRoot(Math.max(2 * tree.root().rows, row + 1));
        node = tree.root();
      }
      Slot slot = tree.slotIn(node, at);
      if (slot.row(table()) >= table().directRows()) {
        boolean inside = at != slot.offset(table());
        if (!inside && table().rowsOfIndirectBlock(slot.row(table())) <= row) {
          at = slot.end(table());
          node = tree.root();
        } else {
          node = inside || !slot.isFree() ? tree.child(slot) : tree.create(slot);
        }
      } else if (slot.row(table()) >= row) {
        return requireFree(slot, at);
      } else {
        at = node.offset + table().rowOffset(Math.min(row, node.rows));
        node = tree.root();
      }
    }
  }

  private Slot requireFree(Slot slot, long at) {
    if (!slot.isFree() || slot.offset(table()) != at) {
      throw new MalformedFileException(
          FractalHeapHeader.STRUCTURE,
          header.address(),
          "offset of direct block allocation iterator",
          String.valueOf(at),
          "the start of a block that is not allocated");
    }
    return slot;
  }

  private void growRoot(int wanted) {
    int present = table().currentRows();
    int most = table().rowsWithin(Math.min(MOST_BITS, 8 * context.sizeOfLengths()));
    int rows = Math.min(wanted, most);
    if (rows <= present) {
      throw new LimitExceededException(
          FractalHeapHeader.STRUCTURE,
          header.address(),
          "rows in root indirect block",
          String.valueOf(wanted),
          "at most " + most);
    }
    if (present == 0 && Address.isDefined(table().rootBlockAddress())) {
      // Its capacity counts already. It has a place from now on: let it be read again.
      draft.freeSpace -= capacities()[0];
      drop();
    }
    tree.growRoot(rows);
    for (int row = present; row < rows; row++) {
      draft.freeSpace += Saturated.multiply(table().width(), capacities()[row]);
    }
  }

  /// Frees a block that has no objects any more.
  void release(FractalHeapBlock block) {
    long size = block.end() - block.offset();
    transaction.free(block.address, size);
    blocks.remove(block.offset());
    kept -= size;
    draft.allocatedSpace -= size;
    gaps.forget();
    if (block.slot == null || !tree.release(block.slot)) {
      draft.withoutBlocks();
    } else if (block.end() == draft.iteratorOffset) {
      draft.iteratorOffset = tree.end();
    }
  }

  /// Writes what has changed.
  void write() {
    writeBlocks();
    tree.write();
  }

  private void writeBlocks() {
    for (FractalHeapBlock block : blocks.values()) {
      if (block.changed) {
        FractalHeapDirectBlock content = block.content;
        long size = block.end() - block.offset();
        transaction.write(
            block.address,
            size,
            out -> content.encode(out, header),
            FractalHeapDirectBlock.class,
            content,
            size);
        block.changed = false;
        block.own = false;
      }
    }
  }

  /// Frees all blocks.
  void freeAll() {
    blocks.clear();
    kept = 0;
    if (table().currentRows() > 0) {
      tree.freeAll();
    } else if (Address.isDefined(table().rootBlockAddress())) {
      transaction.free(table().rootBlockAddress(), table().startingBlockSize());
    }
    draft.withoutBlocks();
  }
}
