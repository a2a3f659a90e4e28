package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

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
  /// Type 5.
  public static final BTreeV2RecordType<LinkNameRecord> TYPE =
      new BTreeV2RecordType<>(
          5, LinkNameRecord::decode, (out, entry, recordSize) -> entry.encode(out));

  /// Bytes of a record.
  public static final int SIZE = 11;

  /// Bytes of the heap identifier of a link.
  static final int HEAP_ID_LENGTH = 7;

  private static LinkNameRecord decode(Cursor cursor) {
    return new LinkNameRecord(cursor.i32(), cursor.bytes(HEAP_ID_LENGTH));
  }

  /// Appends the record.
  public void encode(Encoder out) {
    out.i32(hash).bytes(id);
  }
}
