package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.heap.DoublingTable;
import io.hyperslab.internal.format.heap.FractalHeapHeader;

/// What is decided of a fractal heap when it is made; see [FractalHeapHeader] and [DoublingTable].
///
/// @param heapIdLength bytes of an identifier
/// @param checksumDirectBlocks whether direct blocks hold a checksum
/// @param maximumManagedSize larger objects are 'huge'
/// @param width blocks in a row
/// @param startingBlockSize bytes
/// @param maximumDirectBlockSize bytes
/// @param maximumHeapSize bits of an offset in the heap
/// @param startingRows of the root indirect block
public record FractalHeapSettings(
    int heapIdLength,
    boolean checksumDirectBlocks,
    int maximumManagedSize,
    int width,
    long startingBlockSize,
    long maximumDirectBlockSize,
    int maximumHeapSize,
    int startingRows) {
  private static final FractalHeapSettings LINKS =
      new FractalHeapSettings(7, true, 4096, 4, 512, 1 << 16, 32, 1);
  private static final FractalHeapSettings ATTRIBUTES =
      new FractalHeapSettings(8, true, 4096, 4, 1024, 1 << 16, 40, 1);

  /// What libhdf5 makes for the links of a group.
  public static FractalHeapSettings forLinks() {
    return LINKS;
  }

  /// What libhdf5 makes for the attributes of an object.
  public static FractalHeapSettings forAttributes() {
    return ATTRIBUTES;
  }

  /// The header of an empty heap.
  ///
  /// @param address where it is going to be
  /// @param context the file's widths: sizes and offsets become smaller where its lengths are short
  FractalHeapHeader header(long address, FormatContext context) {
    int lengthBits = 8 * context.sizeOfLengths();
    DoublingTable table =
        new DoublingTable(
            width,
            startingBlockSize,
            Math.min(maximumDirectBlockSize, 1L << Math.min(62, lengthBits - 1)),
            Math.min(maximumHeapSize, lengthBits),
            startingRows,
            Address.UNDEFINED,
            0);
    return new FractalHeapHeader(
        address,
        heapIdLength,
        checksumDirectBlocks ? FractalHeapHeader.CHECKSUM_DIRECT_BLOCKS : 0,
        maximumManagedSize,
        0,
        Address.UNDEFINED,
        0,
        Address.UNDEFINED,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        table,
        0,
        0,
        new byte[0]);
  }
}
