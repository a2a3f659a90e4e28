package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Version 2 B-tree record of type 8: an indexed attribute by its name (`FMT4 III.A.2`).
///
/// | bytes | field |
/// |---|---|
/// | 8 | Heap ID |
/// | 1 | Message Flags |
/// | 4 | Creation Order |
/// | 4 | Hash of Name: lookup3, compared unsigned |
///
/// @param heapId of the attribute message; in the heap for shared messages when the flags say so
/// @param messageFlags flags of the object header message
/// @param creationOrder unsigned
/// @param hash of the name's bytes; records are sorted by it, then by name
public record AttributeNameRecord(byte[] heapId, int messageFlags, long creationOrder, int hash) {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /// Type 8.
  public static final BTreeV2RecordType<AttributeNameRecord> TYPE =
      new BTreeV2RecordType<>(
          8, AttributeNameRecord::decode, (out, entry, recordSize) -> entry.encode(out));

  /// Bytes of a record.
  public static final int SIZE = 17;

  /// Bytes of the heap identifier of an attribute.
  static final int HEAP_ID_LENGTH = 8;

  /// How the hash of a stored record compares with another one; see [Integer#compareUnsigned].
  ///
  /// @param records bytes of several records
  /// @param start where one of them starts
  public static int compareHash(byte[] records, int start, int hash) {
    return Integer.compareUnsigned((int) INT.get(records, start + HEAP_ID_LENGTH + 5), hash);
  }

  private static AttributeNameRecord decode(Cursor cursor) {
    return new AttributeNameRecord(
        cursor.bytes(HEAP_ID_LENGTH), cursor.u8(), cursor.u32(), cursor.i32());
  }

  /// Appends the record.
  public void encode(Encoder out) {
    out.bytes(heapId).u8(messageFlags).u32(creationOrder).i32(hash);
  }
}
