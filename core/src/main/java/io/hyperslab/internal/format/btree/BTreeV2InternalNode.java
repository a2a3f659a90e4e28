package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Saturated;

/// An internal node of a version 2 B-tree (`FMT4 III.A.2`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `BTIN` |
/// | 1 | Version: 0 |
/// | 1 | Type: the header's |
/// | N times Record Size | Records |
/// | O | Child Node Pointer 0 |
/// | see [BTreeV2NodeSizes] | Number of Records for Child Node 0 |
/// | see [BTreeV2NodeSizes] | Total Number of Records for Child Node 0, except just above leaves |
/// | ... | Child Node Pointer N and its counts |
/// | 4 | Checksum |
///
/// The records of child i come before record i, those of child i+1 after it.
///
/// @param depth levels below this node, at least 1
/// @param records N records, in ascending order
/// @param childAddresses N+1 addresses of nodes one level below
/// @param childRecords N+1 numbers of records in the child itself
/// @param childTotals N+1 numbers of records in the child and everything below it
/// @param total records of this node and of everything below it, by its own account
public record BTreeV2InternalNode(
    int depth,
    BTreeV2Records records,
    long[] childAddresses,
    int[] childRecords,
    long[] childTotals,
    long total)
    implements BTreeV2Node {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "version 2 B-tree internal node";

  /// Decodes an internal node.
  ///
  /// @param depth levels below this node, at least 1
  /// @param count its number of records, which only its parent knows
  public static BTreeV2InternalNode decode(
      Cursor cursor, BTreeV2Header header, BTreeV2NodeSizes sizes, int depth, int count) {
    cursor.signature("BTIN");
    cursor.version(0, 0);
    BTreeV2Records records = BTreeV2Records.decode(cursor, header, count);
    int children = cursor.count(count + 1L, sizes.pointerSize(depth), "number of children");
    long[] addresses = new long[children];
    int[] held = new int[children];
    long[] totals = new long[children];
    long total = count;
    for (int i = 0; i < children; i++) {
      addresses[i] = cursor.address("child node pointer");
      held[i] = decodeRecords(cursor, sizes, depth);
      totals[i] =
          depth == 1
              ? held[i]
              : cursor.unsigned(sizes.totalWidth(depth), "total number of records for child node");
      total = Saturated.add(total, totals[i]);
    }
    cursor.checksum();
    return new BTreeV2InternalNode(depth, records, addresses, held, totals, total);
  }

  /// Appends the node up to its checksum; what the header's node size leaves is not used.
  public void encode(Encoder out, BTreeV2NodeSizes sizes) {
    out.signature("BTIN").u8(0);
    records.encode(out);
    for (int i = 0; i < childAddresses.length; i++) {
      out.address(childAddresses[i]).unsigned(childRecords[i], sizes.recordsWidth());
      if (depth > 1) {
        out.unsigned(childTotals[i], sizes.totalWidth(depth));
      }
    }
    out.checksum();
  }

  private static int decodeRecords(Cursor cursor, BTreeV2NodeSizes sizes, int depth) {
    long held = cursor.unsigned(sizes.recordsWidth(), "number of records for child node");
    long most = Math.min(sizes.maxRecords(depth - 1), 0xffff);
    if (held > most) {
      throw cursor.malformed("number of records for child node", held, "at most " + most);
    }
    return (int) held;
  }
}
