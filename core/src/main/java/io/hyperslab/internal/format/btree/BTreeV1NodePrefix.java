package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// What every version 1 B-tree node starts with (`FMT4 III.A.1`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `TREE` |
/// | 1 | Node Type: 0 group nodes, 1 raw data chunks |
/// | 1 | Node Level: 0 for a leaf |
/// | 2 | Entries Used |
/// | O | Address of Left Sibling |
/// | O | Address of Right Sibling |
///
/// Siblings are not followed when reading, so their addresses are not checked.
///
/// @param nodeType 0 or 1
/// @param nodeLevel 0 to 255
/// @param entriesUsed children of this node
/// @param leftSibling address, undefined for the leftmost node
/// @param rightSibling address, undefined for the rightmost node
public record BTreeV1NodePrefix(
    int nodeType, int nodeLevel, int entriesUsed, long leftSibling, long rightSibling) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "version 1 B-tree node";

  /// Bytes of the prefix.
  static int length(FormatContext context) {
    return 8 + 2 * context.sizeOfOffsets();
  }

  /// Decodes the prefix and leaves the cursor at the first key.
  ///
  /// @param type the node type that the tree must have
  /// @param k the degree of the tree: a node has at most 2K entries
  static BTreeV1NodePrefix decode(Cursor cursor, int type, int k) {
    cursor.signature("TREE");
    cursor.u8("node type", type, type);
    int level = cursor.u8();
    int entries = cursor.u16();
    if (entries > 2 * k) {
      throw cursor.malformed("entries used", entries, "at most 2K = " + 2 * k);
    }
    return new BTreeV1NodePrefix(
        type, level, entries, cursor.addressUnchecked(), cursor.addressUnchecked());
  }

  /// Writes the prefix.
  void encode(Encoder out) {
    out.signature("TREE").u8(nodeType).u8(nodeLevel).u16(entriesUsed);
    // Siblings that were never followed may be any bits.
    int offsets = out.context().sizeOfOffsets();
    out.bits(leftSibling, offsets).bits(rightSibling, offsets);
  }
}
