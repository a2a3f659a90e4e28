package io.hyperslab.internal.metadata;

/// Serves small requests of one kind from a block, so that they lie together, and all others by
/// themselves. Every free section serves any request that it is large enough for. Where libhdf5
/// would put what is written to a new file, this puts it, too.
final class BlockAllocator implements Allocator {
  /// A block, from the rest of which small requests are served.
  private static final class Block {
    private long start;
    private long from;
    private long to;

    /// @param known what was left once; the same object if it is so again
    Left left(Left known) {
      return known.start == start && known.from == from && known.to == to
          ? known
          : new Left(start, from, to);
    }

    /// The parts of a range that are not left of it.
    void forEachTaken(long start, long stop, Ranges.Visitor visitor) {
      long before = from < to ? Math.min(stop, from) : stop;
      if (start < before) {
        visitor.range(start, before);
      }
      long behind = Math.max(start, to);
      if (before < stop && behind < stop) {
        visitor.range(behind, stop);
      }
    }

    void set(Left left) {
      start = left.start();
      from = left.from();
      to = left.to();
    }
  }

  /// A block that starts somewhere, and the range that is left of it.
  record Left(long start, long from, long to) {
    private static final Left NOTHING = new Left(0, 0, 0);
  }

  /// The end and what is left of the blocks.
  record Blocks(long end, Left metadata, Left raw) implements Mark {}

  private final SpacePolicy policy;
  private final long base;
  private final SpaceEnd end;
  private final boolean created;
  private final FreeSpace free;
  private final Block metadata = new Block();
  private final Block raw = new Block();

  /// Most operations take no space.
  private Blocks lastMark = new Blocks(0, Left.NOTHING, Left.NOTHING);

  /// @param base position of address 0
  /// @param end where space may be given out from now on
  /// @param superblock bytes of a new file's superblock, with which the first block for structures
  ///   begins; 0 for a file that exists
  BlockAllocator(SpacePolicy policy, long base, SpaceEnd end, long superblock) {
    this.policy = policy;
    this.base = base;
    this.end = end;
    this.created = superblock > 0;
    this.free = FreeSpace.withAlignment(base, policy.alignment());
    metadata.set(new Left(0, superblock, superblock));
  }

  @Override
  public long end() {
    return end.at();
  }

  @Override
  public long take(SpaceKind kind, long size) {
    end.requirePossible(size);
    boolean align = policy.alignment() > 1 && size >= policy.alignmentThreshold();
    long address = align ? free.takeByRule(size) : free.take(size);
    if (address != FreeSpace.NONE) {
      return address;
    }
    return align ? grownAligned(size) : fromBlock(kind, size);
  }

  @Override
  public boolean takeAt(SpaceKind kind, long address, long size) {
    Block block = kind == SpaceKind.METADATA ? metadata : raw;
    boolean fits = block.from == address && block.to - block.from >= size;
    block.from += fits ? size : 0;
    return fits;
  }

  private long grownAligned(long size) {
    long skipped = end.at();
    long start = FreeSpace.aligned(skipped, base, policy.alignment());
    end.grow(start - skipped + size);
    free.add(skipped, start);
    return start;
  }

  private long fromBlock(SpaceKind kind, long size) {
    Block block = kind == SpaceKind.METADATA ? metadata : raw;
    if (block.to - block.from < size) {
      endFull(kind == SpaceKind.METADATA ? raw : metadata, policy.block(kind));
      refill(block, size, policy.block(kind));
    }
    long address = block.from;
    block.from += size;
    return address;
  }

  /// Makes a block hold at least `size` bytes: at the end of the file it grows, elsewhere what is
  /// left of it becomes free.
  private void refill(Block block, long size, long blockSize) {
    boolean last = block.to == end.at();
    long held = last ? block.to - block.from : 0;
    long more = size - held;
    long missing = last ? blockSize - (block.to - block.start) : 0;
    long whole = missing > 0 ? missing : blockSize;
    if (size < blockSize && end.hasRoom(whole)) {
      more = Math.max(more, whole);
    }
    long start = end.grow(more);
    if (!last) {
      free.add(block.from, block.to);
      block.start = start;
      block.from = start;
    }
    block.to = start + more;
  }

  /// Cuts a block off at the end of the file, unless most of it is left.
  private void endFull(Block block, long blockSize) {
    if (block.to == end.at() && block.from < block.to && block.from - block.start >= blockSize) {
      end.set(block.from);
      block.to = block.from;
    }
  }

  @Override
  public long endOfReserved(long to) {
    return to;
  }

  @Override
  public void give(long from, long to) {
    free.add(from, to);
  }

  @Override
  public void forEachTaken(long from, long to, Ranges.Visitor visitor) {
    free.forEachGap(
        from,
        to,
        (start, stop) ->
            metadata.forEachTaken(
                start, stop, (begin, end) -> raw.forEachTaken(begin, end, visitor)));
  }

  @Override
  public Mark mark() {
    Blocks before = lastMark;
    Left structures = metadata.left(before.metadata());
    Left elements = raw.left(before.raw());
    if (before.end() != end.at()
        || !structures.equals(before.metadata())
        || !elements.equals(before.raw())) {
      lastMark = new Blocks(end.at(), structures, elements);
    }
    return lastMark;
  }

  @Override
  public void restore(Mark mark) {
    if (mark instanceof Blocks before) {
      free.add(metadata.from, metadata.to);
      free.add(raw.from, raw.to);
      metadata.set(before.metadata());
      raw.set(before.raw());
      free.remove(metadata.from, metadata.to);
      free.remove(raw.from, raw.to);
      cut(before.end());
    }
  }

  @Override
  public void shrink(long least) {
    long start = Math.max(least, free.startOfSectionBefore(end.at()));
    if (start < end.at()) {
      cut(start);
    }
  }

  @Override
  public long startOfFreeBefore(long at) {
    return startOfBlockBefore(raw, startOfBlockBefore(metadata, free.startOfSectionBefore(at)));
  }

  private static long startOfBlockBefore(Block block, long at) {
    return block.to == at ? block.from : at;
  }

  @Override
  public long possibleEnd(long at) {
    return at;
  }

  @Override
  public void release() {
    release(metadata);
    release(raw);
  }

  private void release(Block block) {
    free.add(block.from, block.to);
    block.set(Left.NOTHING);
  }

  @Override
  public void cut(long newEnd) {
    free.cut(newEnd);
    end.set(newEnd);
    if (created && metadata.from == metadata.to && newEnd < policy.metadataBlock()) {
      // A commit of the first structures makes no difference to where the next ones go.
      metadata.set(new Left(0, newEnd, newEnd));
    }
  }

  @Override
  public void forEachFree(Ranges.Visitor visitor) {
    free.forEach(visitor);
  }
}
