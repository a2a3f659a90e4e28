package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.heap.DoublingTable;
import io.hyperslab.internal.format.heap.FractalHeapHeader;

/// The header of a fractal heap while it is being changed; see [FractalHeapHeader].
final class FractalHeapDraft {
  /// As it was read. Its address, widths and sizes never change.
  final FractalHeapHeader stored;

  DoublingTable table;
  int flags;
  long nextHugeObjectId;
  long hugeObjectsTree;
  long freeSpace;
  long freeSpaceManager;
  long managedSpace;
  long allocatedSpace;
  long iteratorOffset;
  long managedObjects;
  long hugeSize;
  long hugeObjects;
  long tinySize;
  long tinyObjects;

  FractalHeapDraft(FractalHeapHeader stored) {
    this.stored = stored;
    this.table = stored.table();
    this.flags = stored.flags();
    this.nextHugeObjectId = stored.nextHugeObjectId();
    this.hugeObjectsTree = stored.hugeObjectsBTreeAddress();
    this.freeSpace = stored.freeSpace();
    this.freeSpaceManager = stored.freeSpaceManagerAddress();
    this.managedSpace = stored.managedSpace();
    this.allocatedSpace = stored.allocatedSpace();
    this.iteratorOffset = stored.iteratorOffset();
    this.managedObjects = stored.managedObjects();
    this.hugeSize = stored.hugeSize();
    this.hugeObjects = stored.hugeObjects();
    this.tinySize = stored.tinySize();
    this.tinyObjects = stored.tinyObjects();
  }

  /// Another root block, which covers `space` bytes of the heap's address space.
  void root(long address, int rows, long space) {
    table = table.withRoot(address, rows);
    managedSpace = space;
  }

  /// No blocks any more.
  void withoutBlocks() {
    root(Address.UNDEFINED, 0, 0);
    allocatedSpace = 0;
    iteratorOffset = 0;
    freeSpace = 0;
  }

  /// The header as it is now.
  FractalHeapHeader header() {
    return new FractalHeapHeader(
        stored.address(),
        stored.heapIdLength(),
        flags,
        stored.maximumManagedSize(),
        nextHugeObjectId,
        hugeObjectsTree,
        freeSpace,
        freeSpaceManager,
        managedSpace,
        allocatedSpace,
        iteratorOffset,
        managedObjects,
        hugeSize,
        hugeObjects,
        tinySize,
        tinyObjects,
        table,
        stored.filteredRootSize(),
        stored.filterMask(),
        stored.filterInformation());
  }
}
