package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// The file's B-tree parameters where they are not the defaults (`FMT4 IV.A.2.t`); in the
/// superblock extension.
///
/// | bytes | field                             |
/// |-------|-----------------------------------|
/// | 1     | Version, 0                        |
/// | 2     | Indexed Storage Internal Node K   |
/// | 2     | Group Internal Node K             |
/// | 2     | Group Leaf Node K                 |
///
/// @param indexedStorageInternalNodeK half the entries of a chunk index's version 1 B-tree node
/// @param groupInternalNodeK half the entries of a group's version 1 B-tree node
/// @param groupLeafNodeK half the entries of a symbol table node
public record BTreeKMessage(
    int indexedStorageInternalNodeK, int groupInternalNodeK, int groupLeafNodeK)
    implements HeaderMessage {
  /// Decodes the message.
  public static BTreeKMessage decode(Cursor cursor) {
    cursor.version(0, 0);
    return new BTreeKMessage(
        k(cursor, "Indexed Storage Internal Node K"),
        k(cursor, "Group Internal Node K"),
        k(cursor, "Group Leaf Node K"));
  }

  @Override
  public void encode(Encoder out) {
    out.u8(0).u16(indexedStorageInternalNodeK).u16(groupInternalNodeK).u16(groupLeafNodeK);
  }

  private static int k(Cursor cursor, String item) {
    int k = cursor.u16();
    if (k == 0) {
      throw cursor.malformed(item, k, "at least 1");
    }
    return k;
  }
}
