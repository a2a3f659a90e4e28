package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// The header of a fractal heap (`FMT4 III.G`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `FRHP` |
/// | 1 | Version: 0 |
/// | 2 | Heap ID Length |
/// | 2 | I/O Filters' Encoded Length |
/// | 1 | Flags: bit 0 huge IDs have wrapped, bit 1 direct blocks are checksummed |
/// | 4 | Maximum Size of Managed Objects |
/// | L | Next Huge Object ID |
/// | O | v2 B-tree Address of Huge Objects |
/// | L | Amount of Free Space in Managed Blocks |
/// | O | Address of Managed Block Free Space Manager |
/// | L | Amount of Managed Space in Heap |
/// | L | Amount of Allocated Managed Space in Heap |
/// | L | Offset of Direct Block Allocation Iterator in Managed Space |
/// | L | Number of Managed Objects in Heap |
/// | L | Size of Huge Objects in Heap |
/// | L | Number of Huge Objects in Heap |
/// | L | Size of Tiny Objects in Heap |
/// | L | Number of Tiny Objects in Heap |
/// | see [DoublingTable] | the doubling table |
/// | L | Size of Filtered Root Direct Block, with filters only |
/// | 4 | I/O Filter Mask, with filters only |
/// | Encoded Length | I/O Filter Information, with filters only |
/// | 4 | Checksum |
///
/// Counts and statistics are kept for inspection; reading relies on none of them.
///
/// @param address where the header is; every block of the heap repeats it
/// @param heapIdLength bytes of an identifier
/// @param flags see above
/// @param maximumManagedSize larger objects are 'huge'
/// @param nextHugeObjectId of interest to writers only
/// @param hugeObjectsBTreeAddress undefined when there are none
/// @param freeSpace bytes
/// @param freeSpaceManagerAddress not followed when reading
/// @param managedSpace upper bound of the offsets in the heap
/// @param allocatedSpace bytes
/// @param iteratorOffset of interest to writers only
/// @param managedObjects their number
/// @param hugeSize bytes of all huge objects
/// @param hugeObjects their number
/// @param tinySize bytes of all tiny objects
/// @param tinyObjects their number
/// @param table how managed space is divided into blocks
/// @param filteredRootSize stored bytes of a filtered root direct block; 0 without filters
/// @param filterMask for the root direct block; 0 without filters
/// @param filterInformation an encoded filter pipeline message; empty without filters
public record FractalHeapHeader(
    long address,
    int heapIdLength,
    int flags,
    long maximumManagedSize,
    long nextHugeObjectId,
    long hugeObjectsBTreeAddress,
    long freeSpace,
    long freeSpaceManagerAddress,
    long managedSpace,
    long allocatedSpace,
    long iteratorOffset,
    long managedObjects,
    long hugeSize,
    long hugeObjects,
    long tinySize,
    long tinyObjects,
    DoublingTable table,
    long filteredRootSize,
    int filterMask,
    byte[] filterInformation) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "fractal heap header";

  /// Flag: the identifiers of huge objects have wrapped.
  public static final int HUGE_IDS_WRAPPED = 0x01;

  /// Flag: direct blocks hold a checksum.
  public static final int CHECKSUM_DIRECT_BLOCKS = 0x02;

  /// Bytes of the header without filters.
  public static long length(FormatContext context) {
    return 18L
        + 10L * context.sizeOfLengths()
        + 2L * context.sizeOfOffsets()
        + DoublingTable.length(context);
  }

  /// How many more bytes the header has when the heap is filtered, from its first nine bytes.
  public static long filterLength(Cursor cursor) {
    cursor.signature("FRHP");
    cursor.version(0, 0);
    cursor.skip(2);
    int encoded = cursor.u16();
    return encoded == 0 ? 0 : cursor.context().sizeOfLengths() + 4L + encoded;
  }

  /// Decodes a header.
  public static FractalHeapHeader decode(Cursor cursor) {
    cursor.signature("FRHP");
    cursor.version(0, 0);
    int heapIdLength = cursor.u16();
    int encodedLength = cursor.u16();
    FractalHeapHeader header =
        new FractalHeapHeader(
            cursor.structureAddress(),
            heapIdLength,
            cursor.u8(),
            cursor.u32(),
            cursor.bits(cursor.context().sizeOfLengths()),
            cursor.addressOrUndefined("v2 B-tree address of huge objects"),
            cursor.bits(cursor.context().sizeOfLengths()),
            cursor.addressUnchecked(),
            cursor.length("amount of managed space"),
            cursor.bits(cursor.context().sizeOfLengths()),
            cursor.bits(cursor.context().sizeOfLengths()),
            cursor.bits(cursor.context().sizeOfLengths()),
            cursor.bits(cursor.context().sizeOfLengths()),
            cursor.bits(cursor.context().sizeOfLengths()),
            cursor.bits(cursor.context().sizeOfLengths()),
            cursor.bits(cursor.context().sizeOfLengths()),
            DoublingTable.decode(cursor),
            encodedLength == 0 ? 0 : cursor.length("size of filtered root direct block"),
            encodedLength == 0 ? 0 : cursor.i32(),
            cursor.bytes(encodedLength));
    cursor.checksum();
    if (heapIdLength < 2) {
      throw cursor.malformed("heap ID length", heapIdLength, "at least 2");
    }
    return header;
  }

  /// Appends the header.
  public void encode(Encoder out) {
    int width = out.context().sizeOfLengths();
    out.signature("FRHP").u8(0).u16(heapIdLength).u16(filterInformation.length).u8(flags);
    out.u32(maximumManagedSize).bits(nextHugeObjectId, width).address(hugeObjectsBTreeAddress);
    out.bits(freeSpace, width).address(freeSpaceManagerAddress).length(managedSpace);
    out.bits(allocatedSpace, width).bits(iteratorOffset, width).bits(managedObjects, width);
    out.bits(hugeSize, width).bits(hugeObjects, width);
    out.bits(tinySize, width).bits(tinyObjects, width);
    table.encode(out);
    if (isFiltered()) {
      out.length(filteredRootSize).i32(filterMask).bytes(filterInformation);
    }
    out.checksum();
  }

  /// Whether objects and direct blocks went through a filter pipeline.
  public boolean isFiltered() {
    return filterInformation.length > 0;
  }

  /// Whether direct blocks hold a checksum.
  public boolean checksumsDirectBlocks() {
    return (flags & CHECKSUM_DIRECT_BLOCKS) != 0;
  }

  /// Bytes of the length in the identifier of a managed object.
  public int lengthWidth() {
    int forMaximum = maximumManagedSize == 0 ? 1 : (bits(maximumManagedSize) + 7) / 8;
    return Math.min(table.directBlockOffsetWidth(), forMaximum);
  }

  private static int bits(long value) {
    return 64 - Long.numberOfLeadingZeros(value);
  }

  /// Whether identifiers of huge objects hold address and length rather than a key of the B-tree.
  public boolean hugeIdsAreDirect(FormatContext context) {
    int needed = context.sizeOfOffsets() + context.sizeOfLengths();
    if (isFiltered()) {
      needed += 4 + context.sizeOfLengths();
    }
    return needed <= heapIdLength - 1;
  }

  /// Bytes of the key in the identifier of an indirectly accessed huge object.
  public int hugeKeyWidth() {
    return Math.min(heapIdLength - 1, 8);
  }

  /// Bytes of the largest object that an identifier can hold.
  public int maximumTinySize() {
    return tinyIdsAreExtended() ? heapIdLength - 2 : Math.min(heapIdLength - 1, 16);
  }

  /// Whether identifiers of tiny objects have a second byte of length. With room for 17 bytes they
  /// do not, because that byte would take away what it makes possible.
  public boolean tinyIdsAreExtended() {
    return heapIdLength - 1 > 17;
  }
}
