package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.heap.LocalHeapFreeBlock;
import io.hyperslab.internal.format.heap.LocalHeapHeader;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The free blocks of a local heap (`FMT4 III.D`): in the order of its list, and by their offsets.
///
/// Every change is told to a [Blocks] at once, and touches no more than two blocks as stored.
final class LocalHeapFreeList {
  /// Writes a free block into the data segment.
  @FunctionalInterface
  interface Blocks {
    void write(int offset, LocalHeapFreeBlock block);
  }

  /// Not an offset.
  static final int NONE = -1;

  /// Bytes of memory that a block takes.
  private static final long WEIGHT = 112;

  private static final class Block {
    private int offset;
    private int size;
    private @Nullable Block previous;
    private @Nullable Block next;

    private Block(int offset, int size) {
      this.offset = offset;
      this.size = size;
    }

    private int end() {
      return offset + size;
    }
  }

  private final long heapAddress;
  private final int smallest;
  private final NavigableMap<Integer, Block> byOffset = new TreeMap<>();
  private @Nullable Block head;

  /// No block is larger. Saves going through many small ones in vain.
  private int largest;

  private LocalHeapFreeList(long heapAddress, int smallest) {
    this.heapAddress = heapAddress;
    this.smallest = smallest;
  }

  /// Reads the list.
  ///
  /// @throws MalformedFileException if it leaves the data segment, or if blocks overlap, as those
  ///   of a list do that never ends
  static LocalHeapFreeList read(MetadataReader reader, long heapAddress, LocalHeap heap) {
    LocalHeapFreeList list =
        new LocalHeapFreeList(heapAddress, LocalHeapFreeBlock.smallest(reader.context()));
    long length = LocalHeapHeader.length(reader.context());
    LocalHeapHeader header =
        LocalHeapHeader.decode(reader.read(heapAddress, length, LocalHeapHeader.STRUCTURE));
    int recordLength = LocalHeapFreeBlock.length(reader.context());
    long next = header.freeListHead();
    next = next == NONE ? LocalHeapHeader.NO_FREE_BLOCK : next;
    Block last = null;
    while (next != LocalHeapHeader.NO_FREE_BLOCK) {
      list.require(next <= heap.size() - recordLength, "offset of free block", next);
      Cursor cursor =
          Cursor.over(
              heap.part((int) next, recordLength),
              heap.dataAddress() + next,
              "local heap free block",
              reader.context());
      LocalHeapFreeBlock stored = LocalHeapFreeBlock.decode(cursor);
      boolean inside = stored.size() >= recordLength && stored.size() <= heap.size() - next;
      list.require(inside, "size of free block", stored.size());
      Block block = new Block((int) next, (int) stored.size());
      list.requireInUse(block.offset, block.size);
      list.append(last, block);
      last = block;
      next = stored.nextOffset();
    }
    return list;
  }

  private void append(@Nullable Block last, Block block) {
    block.previous = last;
    if (last == null) {
      head = block;
    } else {
      last.next = block;
    }
    byOffset.put(block.offset, block);
    largest = Math.max(largest, block.size);
  }

  private void require(boolean condition, String item, long found) {
    if (!condition) {
      throw new MalformedFileException(
          LocalHeapHeader.STRUCTURE,
          heapAddress,
          item,
          String.valueOf(found),
          "free blocks that lie apart in the data segment");
    }
  }

  /// Refuses space of which some is free.
  private void requireInUse(int offset, int size) {
    Map.Entry<Integer, Block> before = byOffset.lowerEntry(offset + size);
    require(
        before == null || before.getValue().end() <= offset,
        "start of a second free block",
        offset);
  }

  /// Bytes of memory.
  long weight() {
    return WEIGHT * byOffset.size();
  }

  /// Offset of the first block of the list, as the heap's header says it.
  long head() {
    return offsetOf(head);
  }

  private static long offsetOf(@Nullable Block block) {
    return block == null ? LocalHeapHeader.NO_FREE_BLOCK : block.offset;
  }

  /// Takes space from the first block that has it and leaves nothing or enough for a block.
  ///
  /// @param need bytes, a multiple of 8
  /// @return its offset, or [#NONE]
  int take(int need, Blocks blocks) {
    if (need > largest) {
      return NONE;
    }
    int seen = 0;
    for (Block block = head; block != null; block = block.next) {
      int left = block.size - need;
      if (left == 0 || left >= smallest) {
        return takeFrom(block, need, blocks);
      }
      seen = Math.max(seen, block.size);
    }
    largest = seen;
    return NONE;
  }

  private int takeFrom(Block block, int need, Blocks blocks) {
    int offset = block.offset;
    byOffset.remove(offset);
    block.offset += need;
    block.size -= need;
    if (block.size < smallest) {
      unlink(block, blocks);
    } else {
      byOffset.put(block.offset, block);
      write(block, blocks);
      write(block.previous, blocks);
    }
    return offset;
  }

  /// The size of the block that ends at an offset, or 0.
  int sizeOfBlockBefore(int end) {
    Block block = blockBefore(end);
    return block == null ? 0 : block.size;
  }

  private @Nullable Block blockBefore(int end) {
    Map.Entry<Integer, Block> before = byOffset.lowerEntry(end);
    return before != null && before.getValue().end() == end ? before.getValue() : null;
  }

  /// Takes what is needed from the space that the data segment has grown by, and from the free
  /// block that it ended with; the rest is free.
  ///
  /// @param oldEnd where the data segment ended
  /// @param newEnd where it ends now
  /// @return offset of the space that is needed
  int grow(int oldEnd, int newEnd, int need, Blocks blocks) {
    Block last = blockBefore(oldEnd);
    if (last != null) {
      last.size += newEnd - oldEnd;
      largest = Math.max(largest, last.size);
      return takeFrom(last, need, blocks);
    }
    int rest = newEnd - oldEnd - need;
    if (rest >= smallest) {
      push(new Block(oldEnd + need, rest), blocks);
    }
    return oldEnd;
  }

  /// Gives space back, and unites it with the free space before and behind it. Less than a block
  /// needs is lost.
  ///
  /// @throws MalformedFileException if some of it is free already
  void give(int offset, int size, Blocks blocks) {
    requireInUse(offset, size);
    Block before = blockBefore(offset);
    Block behind = byOffset.get(offset + size);
    if (before != null) {
      before.size += size + (behind == null ? 0 : behind.size);
      write(before, blocks);
      if (behind != null) {
        byOffset.remove(behind.offset);
        unlink(behind, blocks);
      }
      largest = Math.max(largest, before.size);
    } else if (behind != null) {
      byOffset.remove(behind.offset);
      behind.offset = offset;
      behind.size += size;
      byOffset.put(offset, behind);
      write(behind, blocks);
      write(behind.previous, blocks);
      largest = Math.max(largest, behind.size);
    } else if (size >= smallest) {
      push(new Block(offset, size), blocks);
    }
  }

  /// Puts a block at the head of the list.
  private void push(Block block, Blocks blocks) {
    Block second = head;
    block.next = second;
    if (second != null) {
      second.previous = block;
    }
    head = block;
    byOffset.put(block.offset, block);
    largest = Math.max(largest, block.size);
    write(block, blocks);
  }

  /// Takes a block out of the list; by its offset it is not to be found any more.
  private void unlink(Block block, Blocks blocks) {
    Block previous = block.previous;
    Block next = block.next;
    if (next != null) {
      next.previous = previous;
    }
    if (previous == null) {
      head = next;
    } else {
      previous.next = next;
      write(previous, blocks);
    }
  }

  private static void write(@Nullable Block block, Blocks blocks) {
    if (block != null) {
      blocks.write(block.offset, new LocalHeapFreeBlock(offsetOf(block.next), block.size));
    }
  }
}
