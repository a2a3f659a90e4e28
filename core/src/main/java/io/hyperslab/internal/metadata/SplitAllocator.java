package io.hyperslab.internal.metadata;

import io.hyperslab.storage.WritableSplit;

/// Gives out space of a pair of files, one for structures and one for raw data. The second one is
/// where the space ends; the first one is never cut short.
final class SplitAllocator implements Allocator {
  /// How both were.
  record Both(Mark structures, Mark rawData) implements Mark {}

  private final Allocator structures;
  private final Allocator rawData;

  SplitAllocator(Allocator structures, Allocator rawData) {
    this.structures = structures;
    this.rawData = rawData;
  }

  private Allocator at(long address) {
    return address < WritableSplit.RAW_DATA ? structures : rawData;
  }

  @Override
  public long end() {
    return rawData.end();
  }

  @Override
  public long storedEnd(long end) {
    long at = structures.end();
    long before;
    do {
      before = at;
      at = structures.startOfFreeBefore(at);
    } while (at < before);
    return at;
  }

  @Override
  public long take(SpaceKind kind, long size) {
    return (kind == SpaceKind.METADATA ? structures : rawData).take(kind, size);
  }

  @Override
  public boolean takeAt(SpaceKind kind, long address, long size) {
    return (kind == SpaceKind.METADATA ? structures : rawData).takeAt(kind, address, size);
  }

  @Override
  public long endOfReserved(long to) {
    return to;
  }

  @Override
  public void give(long from, long to) {
    at(from).give(from, to);
  }

  @Override
  public void forEachTaken(long from, long to, Ranges.Visitor visitor) {
    at(from).forEachTaken(from, to, visitor);
  }

  @Override
  public Mark mark() {
    return new Both(structures.mark(), rawData.mark());
  }

  @Override
  public void restore(Mark mark) {
    if (mark instanceof Both before) {
      structures.restore(before.structures());
      rawData.restore(before.rawData());
    }
  }

  @Override
  public void shrink(long least) {
    rawData.shrink(least);
  }

  @Override
  public long startOfFreeBefore(long at) {
    return rawData.startOfFreeBefore(at);
  }

  @Override
  public long possibleEnd(long at) {
    return at;
  }

  @Override
  public void release() {
    structures.release();
    rawData.release();
  }

  @Override
  public void cut(long newEnd) {
    rawData.cut(newEnd);
  }

  @Override
  public void forEachFree(Ranges.Visitor visitor) {
    structures.forEachFree(visitor);
    rawData.forEachFree(visitor);
  }
}
