package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// An indirect block of a fractal heap: the addresses of the blocks that it is divided into (`FMT4
/// III.G`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `FHIB` |
/// | 1 | Version: 0 |
/// | O | Heap Header Address |
/// | offset width | Block Offset |
/// | O | Child Direct Block #0 Address |
/// | L | Size of Filtered Direct Block #0, with filters only |
/// | 4 | Filter Mask for Direct Block #0, with filters only |
/// | ... | to #K-1 |
/// | O each | Child Indirect Block #0 to #N-1 Address |
/// | 4 | Checksum |
///
/// @param heapHeaderAddress of the heap that the block belongs to
/// @param blockOffset where the block starts in the heap's address space
/// @param rows of the doubling table in this block
/// @param childAddresses row by row; undefined where no block is allocated
/// @param filteredSizes stored bytes of the direct blocks; empty without filters
/// @param filterMasks of the direct blocks; empty without filters
public record FractalHeapIndirectBlock(
    long heapHeaderAddress,
    long blockOffset,
    int rows,
    long[] childAddresses,
    long[] filteredSizes,
    int[] filterMasks) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "fractal heap indirect block";

  /// Bytes of an indirect block with `rows` rows.
  public static long length(FormatContext context, FractalHeapHeader header, int rows) {
    DoublingTable table = header.table();
    long direct = (long) Math.min(rows, table.directRows()) * table.width();
    long all = (long) rows * table.width();
    long filterFields = header.isFiltered() ? context.sizeOfLengths() + 4L : 0;
    return 9L
        + context.sizeOfOffsets()
        + table.offsetWidth()
        + all * context.sizeOfOffsets()
        + direct * filterFields;
  }

  /// Decodes an indirect block.
  ///
  /// @param rows which follow from the block's place in its parent, or for the root from the header
  /// @param offset where the block must start in the heap's address space
  public static FractalHeapIndirectBlock decode(
      Cursor cursor, FractalHeapHeader header, int rows, long offset) {
    cursor.signature("FHIB");
    cursor.version(0, 0);
    FractalHeapDirectBlock.requireOwner(cursor, header, offset);
    DoublingTable table = header.table();
    int count =
        cursor.count(
            (long) rows * table.width(), cursor.context().sizeOfOffsets(), "number of entries");
    int filtered = header.isFiltered() ? Math.min(count, table.directRows() * table.width()) : 0;
    FractalHeapIndirectBlock block =
        new FractalHeapIndirectBlock(
            header.address(), offset, rows, new long[count], new long[filtered], new int[filtered]);
    for (int i = 0; i < count; i++) {
      block.childAddresses[i] = cursor.addressOrUndefined("child block address");
      if (i < filtered) {
        block.filteredSizes[i] = cursor.length("size of filtered direct block");
        block.filterMasks[i] = cursor.i32();
      }
    }
    cursor.checksum();
    return block;
  }

  /// Appends the block.
  public void encode(Encoder out, FractalHeapHeader header) {
    out.signature("FHIB").u8(0).address(heapHeaderAddress);
    out.bits(blockOffset, header.table().offsetWidth());
    for (int i = 0; i < childAddresses.length; i++) {
      out.address(childAddresses[i]);
      if (i < filteredSizes.length) {
        out.length(filteredSizes[i]).i32(filterMasks[i]);
      }
    }
    out.checksum();
  }

  /// Whether this is the block of that heap with that place. A block that is met on a second way,
  /// as happens in damaged files only, may have another.
  public boolean is(FractalHeapHeader header, int expectedRows, long offset) {
    return heapHeaderAddress == header.address()
        && blockOffset == offset
        && rows == expectedRows
        && childAddresses.length == (long) rows * header.table().width()
        && header.isFiltered() == (filteredSizes.length > 0);
  }
}
