package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// How a fractal heap divides its address space into blocks (`FMT4 III.G`): rows of `width` blocks;
/// the blocks of the first two rows have the starting size, those of each further row are twice as
/// large. Rows whose blocks are larger than the largest direct block hold indirect blocks, which
/// are divided in the same way.
///
/// | bytes | field |
/// |---|---|
/// | 2 | Table Width |
/// | L | Starting Block Size |
/// | L | Maximum Direct Block Size |
/// | 2 | Maximum Heap Size, in bits |
/// | 2 | Starting # of Rows in Root Indirect Block |
/// | O | Address of Root Block |
/// | 2 | Current # of Rows in Root Indirect Block |
///
/// @param width blocks in a row, a power of two
/// @param startingBlockSize bytes, a power of two
/// @param maximumDirectBlockSize bytes, a power of two
/// @param maximumHeapSize bits of an offset in the heap
/// @param startingRows of interest to writers only
/// @param rootBlockAddress undefined when nothing is managed
/// @param currentRows rows of the root indirect block; 0 when the root is a direct block
public record DoublingTable(
    int width,
    long startingBlockSize,
    long maximumDirectBlockSize,
    int maximumHeapSize,
    int startingRows,
    long rootBlockAddress,
    int currentRows) {
  private static final long LARGEST_DIRECT_BLOCK = 1L << 31;

  static long length(FormatContext context) {
    return 8L + 2L * context.sizeOfLengths() + context.sizeOfOffsets();
  }

  static DoublingTable decode(Cursor cursor) {
    DoublingTable table =
        new DoublingTable(
            cursor.u16(),
            cursor.length("starting block size"),
            cursor.length("maximum direct block size"),
            cursor.u16(),
            cursor.u16(),
            cursor.addressOrUndefined("address of root block"),
            cursor.u16());
    table.check(cursor);
    return table;
  }

  void encode(Encoder out) {
    out.u16(width).length(startingBlockSize).length(maximumDirectBlockSize).u16(maximumHeapSize);
    out.u16(startingRows).address(rootBlockAddress).u16(currentRows);
  }

  /// The same table with another root block.
  public DoublingTable withRoot(long address, int rows) {
    return new DoublingTable(
        width,
        startingBlockSize,
        maximumDirectBlockSize,
        maximumHeapSize,
        startingRows,
        address,
        rows);
  }

  private void check(Cursor cursor) {
    requirePowerOfTwo(cursor, "table width", width, 1L << 15);
    requirePowerOfTwo(
        cursor, "maximum direct block size", maximumDirectBlockSize, LARGEST_DIRECT_BLOCK);
    requirePowerOfTwo(cursor, "starting block size", startingBlockSize, maximumDirectBlockSize);
    if (maximumHeapSize > 64 || maximumHeapSize < firstRowBits()) {
      throw cursor.malformed("maximum heap size", maximumHeapSize, firstRowBits() + " to 64 bits");
    }
    if (currentRows > maximumRows()) {
      throw cursor.malformed(
          "current # of rows in root indirect block", currentRows, "at most " + maximumRows());
    }
  }

  private static void requirePowerOfTwo(Cursor cursor, String item, long value, long most) {
    if (Long.bitCount(value) != 1 || value > most) {
      throw cursor.malformed(item, value, "a power of two, at most " + most);
    }
  }

  private static int log2(long value) {
    return 63 - Long.numberOfLeadingZeros(value);
  }

  /// Bits of the space that the first row covers.
  private int firstRowBits() {
    return log2(startingBlockSize) + log2(width);
  }

  /// Rows that cover the whole address space of the heap.
  public int maximumRows() {
    return maximumHeapSize - firstRowBits() + 1;
  }

  /// Rows that the root may have if a number of `bits` bits is to say how much space they cover.
  public int rowsWithin(int bits) {
    return Math.min(maximumRows(), bits - firstRowBits());
  }

  /// Rows whose blocks are direct blocks.
  public int directRows() {
    return log2(maximumDirectBlockSize) - log2(startingBlockSize) + 2;
  }

  /// Bytes of an offset in the heap.
  public int offsetWidth() {
    return (maximumHeapSize + 7) / 8;
  }

  /// Bytes of an offset in the largest direct block.
  int directBlockOffsetWidth() {
    return (log2(maximumDirectBlockSize) + 7) / 8;
  }

  /// The row that holds `offset`, which counts from the start of an indirect block.
  public int row(long offset) {
    return offset >>> firstRowBits() == 0 ? 0 : log2(offset) - firstRowBits() + 1;
  }

  /// The column of `row` that holds `offset`.
  public int column(int row, long offset) {
    return (int) ((offset - rowOffset(row)) / blockSize(row));
  }

  /// The first row whose blocks have at least `size` bytes.
  ///
  /// @param size a power of two, at least the starting block size
  public int rowOfSize(long size) {
    return size == startingBlockSize ? 0 : log2(size) - log2(startingBlockSize) + 1;
  }

  /// Bytes that a block of `row` covers.
  public long blockSize(int row) {
    return row == 0 ? startingBlockSize : startingBlockSize << row - 1;
  }

  /// Where the first block of `row` starts, from the start of the indirect block.
  public long rowOffset(int row) {
    return row == 0 ? 0 : 1L << firstRowBits() + row - 1;
  }

  /// Rows of an indirect block that stands in `row` of another one; 0 or less when a block of that
  /// row is too small to be divided.
  public int rowsOfIndirectBlock(int row) {
    return log2(blockSize(row)) - firstRowBits() + 1;
  }
}
