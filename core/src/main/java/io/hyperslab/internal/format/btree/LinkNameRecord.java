package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Version 2 B-tree record of type 5: a link of an indexed group by its name (`FMT4 III.A.2`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Hash of Name: lookup3, compared unsigned |
/// | 7 | ID: of the link message in the group's fractal heap |
///
/// @param hash of the name's bytes; records are sorted by it, then by name
/// @param id heap identifier
public record LinkNameRecord(int hash, byte[] id) {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /// Type 5.
  public static final BTreeV2RecordType<LinkNameRecord> TYPE =
      new BTreeV2RecordType<>(
          5, LinkNameRecord::decode, (out, entry, recordSize) -> entry.encode(out));

  /// Bytes of a record.
  public static final int SIZE = 11;

  /// Where in a record the heap identifier is.
  public static final int HEAP_ID = 4;

  /// Bytes of the heap identifier of a link.
  public static final int HEAP_ID_LENGTH = 7;

  /// How the hash of a stored record compares with another one; see [Integer#compareUnsigned].
  ///
  /// @param records bytes of several records
  /// @param start where one of them starts
  public static int compareHash(byte[] records, int start, int hash) {
    return Integer.compareUnsigned((int) INT.get(records, start), hash);
  }

  private static LinkNameRecord decode(Cursor cursor) {
    return new LinkNameRecord(cursor.i32(), cursor.bytes(HEAP_ID_LENGTH));
  }

  /// Appends the record.
  public void encode(Encoder out) {
    out.i32(hash).bytes(id);
  }
}
