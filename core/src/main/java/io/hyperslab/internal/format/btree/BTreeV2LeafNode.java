package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// A leaf of a version 2 B-tree (`FMT4 III.A.2`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `BTLF` |
/// | 1 | Version: 0 |
/// | 1 | Type: the header's |
/// | N times Record Size | Records |
/// | 4 | Checksum |
///
/// @param records N records, in ascending order
public record BTreeV2LeafNode(BTreeV2Records records) implements BTreeV2Node {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "version 2 B-tree leaf node";

  /// Decodes a leaf.
  ///
  /// @param count its number of records, which only its parent knows
  public static BTreeV2LeafNode decode(Cursor cursor, BTreeV2Header header, int count) {
    cursor.signature("BTLF");
    cursor.version(0, 0);
    BTreeV2Records records = BTreeV2Records.decode(cursor, header, count);
    cursor.checksum();
    return new BTreeV2LeafNode(records);
  }

  /// Appends the node up to its checksum; what the header's node size leaves is not used.
  public void encode(Encoder out) {
    out.signature("BTLF").u8(0);
    records.encode(out);
    out.checksum();
  }
}
