package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// Version 2 B-tree records of types 1 to 4: where a 'huge' object of a fractal heap is (`FMT4
/// III.A.2`).
///
/// | bytes | field | types |
/// |---|---|---|
/// | O | Huge Object Address | 1 2 3 4 |
/// | L | Huge Object Length | 1 2 3 4 |
/// | 4 | Filter Mask | 2 4 |
/// | L | Filtered Huge Object Memory Size | 2 4 |
/// | L | Huge Object ID | 1 2 |
///
/// @param address where the object is
/// @param length its bytes as stored
/// @param filterMask filters that were skipped; 0 without filters
/// @param memorySize its bytes without filters
/// @param id what the heap's identifiers refer to; 0 in types 3 and 4, which are sorted by address
public record HugeObjectRecord(
    long address, long length, int filterMask, long memorySize, long id) {
  /// Type 1: indirectly accessed, not filtered.
  public static final BTreeV2RecordType<HugeObjectRecord> INDIRECT = type(1, false, true);

  /// Type 2: indirectly accessed, filtered.
  public static final BTreeV2RecordType<HugeObjectRecord> INDIRECT_FILTERED = type(2, true, true);

  /// Type 3: directly accessed, not filtered.
  public static final BTreeV2RecordType<HugeObjectRecord> DIRECT = type(3, false, false);

  /// Type 4: directly accessed, filtered.
  public static final BTreeV2RecordType<HugeObjectRecord> DIRECT_FILTERED = type(4, true, false);

  private static BTreeV2RecordType<HugeObjectRecord> type(
      int id, boolean filtered, boolean indirect) {
    return new BTreeV2RecordType<>(
        id,
        cursor -> decode(cursor, filtered, indirect),
        (out, entry, recordSize) -> entry.encode(out, filtered, indirect));
  }

  /// Bytes of a record of type 1.
  public static int indirectSize(FormatContext context) {
    return directSize(context) + context.sizeOfLengths();
  }

  /// Bytes of a record of type 3.
  public static int directSize(FormatContext context) {
    return context.sizeOfOffsets() + context.sizeOfLengths();
  }

  private static HugeObjectRecord decode(Cursor cursor, boolean filtered, boolean indirect) {
    long address = cursor.address("huge object address");
    long length = cursor.length("huge object length");
    int filterMask = filtered ? cursor.i32() : 0;
    long memorySize = filtered ? cursor.length("huge object memory size") : length;
    long id = indirect ? cursor.length("huge object ID") : 0;
    return new HugeObjectRecord(address, length, filterMask, memorySize, id);
  }

  private void encode(Encoder out, boolean filtered, boolean indirect) {
    out.address(address).length(length);
    if (filtered) {
      out.i32(filterMask).length(memorySize);
    }
    if (indirect) {
      out.length(id);
    }
  }
}
