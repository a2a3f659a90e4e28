package io.hyperslab.internal.metadata;

import io.hyperslab.error.LimitExceededException;
import java.util.ArrayList;
import java.util.List;

/// Which space of a file is in use: the same requests always get the same addresses.
///
/// Every address below [#end()] is one of:
///
/// - committed: the last commit needs it;
/// - *fresh*: allocated since;
/// - *released*: committed, but freed since. It becomes free with the next commit;
/// - *temporary*: fresh, and free with the next commit;
/// - free: used again at once;
/// - the rest of a block that small requests of one kind are served from.
///
/// Space that an operation frees stays untouched until the operation has succeeded, so that it can
/// be undone. Belongs to one thread.
final class AddressSpace {
  /// Beyond the end of the space there must be room for a journal.
  private static final long FARTHEST = 1L << 62;

  /// The rest of a block, from which small requests are served.
  private static final class Block {
    private long from;
    private long to;

    Range left() {
      return new Range(from, to);
    }

    void set(Range range) {
      from = range.from();
      to = range.to();
    }
  }

  record Range(long from, long to) {}

  /// How far the logs of the operation had come, and where space would have been taken next.
  record Mark(int allocated, int freed, long end, Range metadata, Range raw) {}

  private final SpacePolicy policy;
  private final long base;
  private final long limit;
  private final long originalEnd;
  private final Ranges fresh = new Ranges();
  private final Ranges released = new Ranges();
  private final Ranges temporary = new Ranges();
  private final FreeSpace free = new FreeSpace();
  private final Block metadata = new Block();
  private final Block raw = new Block();
  private final List<Range> allocated = new ArrayList<>();
  private final List<Range> freed = new ArrayList<>();
  private long committedEnd;
  private volatile long end;

  /// @param base position of address 0
  /// @param sizeOfOffsets bytes of an address
  /// @param originalEnd up to where space was not given out by this object
  /// @param end where space may be given out from now on
  AddressSpace(SpacePolicy policy, long base, int sizeOfOffsets, long originalEnd, long end) {
    this.policy = policy;
    this.base = base;
    // The end is stored as a position, and all bits set means undefined.
    long farthest = sizeOfOffsets < Long.BYTES ? (1L << 8 * sizeOfOffsets) - 2 : FARTHEST;
    this.limit = farthest - base;
    this.originalEnd = originalEnd;
    this.committedEnd = end;
    this.end = end;
  }

  /// The end of allocated space.
  long end() {
    return end;
  }

  /// The end of the space that the last commit knows.
  long committedEnd() {
    return committedEnd;
  }

  /// Up to where space was not given out by this object.
  long originalEnd() {
    return originalEnd;
  }

  /// What was allocated since the last commit and is in use.
  Ranges fresh() {
    return fresh;
  }

  /// What the next commit makes free although it was allocated since the last one.
  Ranges temporary() {
    return temporary;
  }

  /// How it is given out.
  SpacePolicy policy() {
    return policy;
  }

  /// Whether a commit would change nothing.
  boolean isUnchanged() {
    return fresh.isEmpty() && released.isEmpty() && freed.isEmpty();
  }

  /// Takes space.
  ///
  /// @throws LimitExceededException if addresses do not reach so far
  long allocate(SpaceKind kind, long size) {
    if (size < 1) {
      throw new IllegalArgumentException("size " + size + " is less than 1");
    }
    if (size > limit) {
      throw tooFar(size);
    }
    boolean align = policy.alignment() > 1 && size >= policy.alignmentThreshold();
    long address = free.take(size, base, align ? policy.alignment() : 1);
    if (address == FreeSpace.NONE) {
      address = align ? grownAligned(size) : fromBlock(kind, size);
    }
    fresh.add(address, address + size);
    allocated.add(new Range(address, address + size));
    return address;
  }

  /// Takes space that the next commit makes free.
  long allocateTemporary(long size) {
    long address = allocate(SpaceKind.RAW, size);
    temporary.add(address, address + size);
    return address;
  }

  private long grownAligned(long size) {
    long start = FreeSpace.aligned(end, base, policy.alignment());
    long skipped = end;
    grow(start - end + size);
    free.add(skipped, start);
    return start;
  }

  private long fromBlock(SpaceKind kind, long size) {
    Block block = kind == SpaceKind.METADATA ? metadata : raw;
    if (block.to - block.from < size) {
      refill(block, size, policy.block(kind));
    }
    long address = block.from;
    block.from += size;
    return address;
  }

  /// Makes a block hold at least `size` bytes: at the end of the file it grows, elsewhere what is
  /// left of it becomes free.
  private void refill(Block block, long size, long blockSize) {
    boolean last = block.to == end;
    long held = last ? block.to - block.from : 0;
    long more = size - held;
    if (size < blockSize && blockSize <= limit - end) {
      more = Math.max(more, blockSize);
    }
    long start = grow(more);
    if (!last) {
      free.add(block.from, block.to);
      block.from = start;
    }
    block.to = start + more;
  }

  private long grow(long size) {
    if (size > limit - end) {
      throw tooFar(size);
    }
    long address = end;
    end = address + size;
    return address;
  }

  private LimitExceededException tooFar(long size) {
    return new LimitExceededException(
        "file",
        -1,
        "end of file address",
        "0x" + Long.toHexString(base + end) + " and " + size + " bytes more",
        "at most 0x" + Long.toHexString(base + limit) + ", as far as the file's addresses reach");
  }

  /// Gives space back once the operation has succeeded. What a structure of the original file
  /// claims beyond that file's end is not its own.
  void free(long address, long size) {
    long to = address < originalEnd ? Math.min(originalEnd, address + size) : address + size;
    if (address >= originalEnd || policy.reuseOriginal()) {
      freed.add(new Range(address, Math.min(to, end)));
    }
  }

  /// Where the logs of the operation are now.
  Mark mark() {
    return new Mark(allocated.size(), freed.size(), end, metadata.left(), raw.left());
  }

  /// Undoes what was done since. What comes next finds space where it would have found it.
  void undo(Mark mark) {
    freed.subList(mark.freed(), freed.size()).clear();
    List<Range> undone = allocated.subList(mark.allocated(), allocated.size());
    for (Range range : undone) {
      fresh.remove(range.from(), range.to());
      temporary.remove(range.from(), range.to());
      free.add(range.from(), range.to());
    }
    undone.clear();
    free.add(metadata.from, metadata.to);
    free.add(raw.from, raw.to);
    metadata.set(mark.metadata());
    raw.set(mark.raw());
    free.remove(metadata.from, metadata.to);
    free.remove(raw.from, raw.to);
    free.cut(mark.end());
    end = mark.end();
  }

  /// Makes what the operation did final: what it freed may be used from now on.
  void keep() {
    allocated.clear();
    for (Range range : freed) {
      fresh.forEachGap(range.from(), range.to(), released::add);
      fresh.forEachIn(
          range.from(),
          range.to(),
          (from, to) -> {
            fresh.remove(from, to);
            free.add(from, to);
          });
    }
    freed.clear();
    shrink();
  }

  /// Gives free space at the end back to the medium, except what the last commit has.
  private void shrink() {
    long start = Math.max(committedEnd, free.startOfSectionBefore(end));
    if (start < end) {
      free.cut(start);
      end = start;
    }
  }

  /// The end of the space that is in use after the commit that comes next.
  long endAfterCommit() {
    long at = end;
    long before;
    do {
      before = at;
      at = free.startOfSectionBefore(at);
      at = released.startOfRangeBefore(at);
      at = temporary.startOfRangeBefore(at);
      at = startOfBlockBefore(metadata, at);
      at = startOfBlockBefore(raw, at);
    } while (at < before);
    return at;
  }

  private static long startOfBlockBefore(Block block, long at) {
    return block.to == at ? block.from : at;
  }

  /// A commit is complete.
  void committed() {
    long newEnd = endAfterCommit();
    released.forEach(free::add);
    temporary.forEach(free::add);
    closeBlock(metadata);
    closeBlock(raw);
    forget();
    free.cut(newEnd);
    end = newEnd;
    committedEnd = newEnd;
  }

  private void closeBlock(Block block) {
    free.add(block.from, block.to);
    block.from = 0;
    block.to = 0;
  }

  /// Goes back to the last commit.
  void rollback() {
    // Blocks are always taken beyond the committed end.
    fresh.forEach(free::add);
    closeBlock(metadata);
    closeBlock(raw);
    forget();
    free.cut(committedEnd);
    end = committedEnd;
  }

  private void forget() {
    fresh.clear();
    released.clear();
    temporary.clear();
    allocated.clear();
    freed.clear();
  }

  /// The free space, in ascending order.
  void forEachFree(Ranges.Visitor visitor) {
    free.forEach(visitor);
  }
}
