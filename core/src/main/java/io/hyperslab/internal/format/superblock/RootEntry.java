package io.hyperslab.internal.format.superblock;

import io.hyperslab.internal.bytes.Address;

/// What superblock versions 0 and 1 have of the root group's symbol table entry besides the address
/// of its object header (`FMT4 II.A`, `III.C`).
///
/// @param linkNameOffset means nothing, the root has no name
/// @param cacheType 1 when the scratch-pad space starts with two addresses
/// @param scratchPadLow the first 8 bytes of the scratch-pad space; junk with other cache types
/// @param scratchPadHigh its last 8 bytes
public record RootEntry(
    long linkNameOffset, int cacheType, long scratchPadLow, long scratchPadHigh) {
  /// Of a root group of which nothing is cached; also of superblocks that have no such entry.
  public static final RootEntry NOTHING_CACHED = new RootEntry(0, 0, 0, 0);

  private static final int CACHED_GROUP = 1;

  /// The entry of a group whose symbol table is known.
  ///
  /// @param width bytes of an address
  /// @param bTree its version 1 B-tree
  /// @param localHeap its local heap
  public static RootEntry group(int width, long bTree, long localHeap) {
    if (width == Long.BYTES) {
      return new RootEntry(0, CACHED_GROUP, bTree, localHeap);
    }
    long mask = mask(width);
    long pair = bTree & mask | (localHeap & mask) << 8 * width;
    return new RootEntry(0, CACHED_GROUP, pair, 0);
  }

  /// The version 1 B-tree that is cached, or undefined.
  ///
  /// @param width bytes of an address
  long bTreeAddress(int width) {
    return address(width, scratchPadLow);
  }

  /// The local heap that is cached, or undefined.
  ///
  /// @param width bytes of an address
  long localHeapAddress(int width) {
    return address(width, width == Long.BYTES ? scratchPadHigh : scratchPadLow >>> 8 * width);
  }

  private long address(int width, long bits) {
    long mask = mask(width);
    boolean undefined = cacheType != CACHED_GROUP || (bits & mask) == mask;
    return undefined ? Address.UNDEFINED : bits & mask;
  }

  private static long mask(int width) {
    return -1L >>> Long.SIZE - 8 * width;
  }
}
