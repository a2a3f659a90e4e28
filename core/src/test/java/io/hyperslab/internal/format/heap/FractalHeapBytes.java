package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Bytes;

/// Headers of fractal heaps by hand: width 2, starting block 64, largest direct block 128, 16 bits.
public final class FractalHeapBytes {
  private int idLength = 8;
  private int flags;
  private long hugeTree = -1;
  private long root = 0x400;
  private int rows;
  private byte[] filters = {};
  private long filteredRootSize;

  /// Bytes of an identifier.
  public FractalHeapBytes idLength(int value) {
    idLength = value;
    return this;
  }

  /// The flags.
  public FractalHeapBytes flags(int value) {
    flags = value;
    return this;
  }

  /// The B-tree of huge objects.
  public FractalHeapBytes hugeTree(long address) {
    hugeTree = address;
    return this;
  }

  /// The root block.
  public FractalHeapBytes root(long address, int rowCount) {
    root = address;
    rows = rowCount;
    return this;
  }

  /// A filter pipeline message and the stored size of the root direct block.
  public FractalHeapBytes filters(byte[] message, long rootSize) {
    filters = message.clone();
    filteredRootSize = rootSize;
    return this;
  }

  /// The header.
  public Bytes bytes() {
    Bytes out =
        new Bytes()
            .text("FRHP")
            .u8(0)
            .u16(idLength, filters.length)
            .u8(flags)
            .u32(100)
            .u64(1, hugeTree, 0, -1, 0x1000, 0, 0, 0, 0, 0, 0, 0)
            .u16(2)
            .u64(64, 128)
            .u16(16, 1)
            .u64(root)
            .u16(rows);
    if (filters.length > 0) {
      out.u64(filteredRootSize).u32(0).raw(filters);
    }
    return out.checksum();
  }
}
