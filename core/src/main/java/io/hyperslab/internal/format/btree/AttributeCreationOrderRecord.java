package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// Version 2 B-tree record of type 9: an indexed attribute by its creation order (`FMT4 III.A.2`).
///
/// | bytes | field |
/// |---|---|
/// | 8 | Heap ID |
/// | 1 | Message Flags |
/// | 4 | Creation Order |
///
/// @param heapId of the attribute message; in the heap for shared messages when the flags say so
/// @param messageFlags flags of the object header message
/// @param creationOrder unsigned
public record AttributeCreationOrderRecord(byte[] heapId, int messageFlags, long creationOrder) {
  /// Type 9.
  public static final BTreeV2RecordType<AttributeCreationOrderRecord> TYPE =
      new BTreeV2RecordType<>(
          9, AttributeCreationOrderRecord::decode, (out, entry, recordSize) -> entry.encode(out));

  /// Bytes of a record.
  public static final int SIZE = 13;

  private static AttributeCreationOrderRecord decode(Cursor cursor) {
    return new AttributeCreationOrderRecord(
        cursor.bytes(AttributeNameRecord.HEAP_ID_LENGTH), cursor.u8(), cursor.u32());
  }

  /// Appends the record.
  public void encode(Encoder out) {
    out.bytes(heapId).u8(messageFlags).u32(creationOrder);
  }
}
