package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// Version 2 B-tree record of type 6: a link of an indexed group by its creation order (`FMT4
/// III.A.2`).
///
/// | bytes | field |
/// |---|---|
/// | 8 | Creation Order |
/// | 7 | ID: of the link message in the group's fractal heap |
///
/// @param creationOrder signed
/// @param id heap identifier
public record LinkCreationOrderRecord(long creationOrder, byte[] id) {
  /// Type 6.
  public static final BTreeV2RecordType<LinkCreationOrderRecord> TYPE =
      new BTreeV2RecordType<>(
          6, LinkCreationOrderRecord::decode, (out, entry, recordSize) -> entry.encode(out));

  /// Bytes of a record.
  public static final int SIZE = 15;

  private static LinkCreationOrderRecord decode(Cursor cursor) {
    return new LinkCreationOrderRecord(cursor.i64(), cursor.bytes(LinkNameRecord.HEAP_ID_LENGTH));
  }

  /// Appends the record.
  public void encode(Encoder out) {
    out.i64(creationOrder).bytes(id);
  }
}
