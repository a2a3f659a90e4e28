package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// The header of a version 2 B-tree (`FMT4 III.A.2`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `BTHD` |
/// | 1 | Version: 0 |
/// | 1 | Type: 1 to 11 |
/// | 4 | Node Size |
/// | 2 | Record Size |
/// | 2 | Depth |
/// | 1 | Split Percent |
/// | 1 | Merge Percent |
/// | O | Root Node Address |
/// | 2 | Number of Records in Root Node |
/// | L | Total Number of Records in B-tree |
/// | 4 | Checksum |
///
/// @param type what the records are
/// @param nodeSize bytes of every node
/// @param recordSize bytes of a record
/// @param depth 0 when the root is a leaf
/// @param splitPercent of interest to writers only
/// @param mergePercent of interest to writers only
/// @param rootNodeAddress undefined when the tree is empty
/// @param rootRecords records in the root node
/// @param totalRecords records in the whole tree
public record BTreeV2Header(
    int type,
    long nodeSize,
    int recordSize,
    int depth,
    int splitPercent,
    int mergePercent,
    long rootNodeAddress,
    int rootRecords,
    long totalRecords) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "version 2 B-tree header";

  /// Bytes of the header.
  public static long length(FormatContext context) {
    return 22L + context.sizeOfOffsets() + context.sizeOfLengths();
  }

  /// Decodes a header and checks that it is consistent in itself.
  public static BTreeV2Header decode(Cursor cursor) {
    cursor.signature("BTHD");
    cursor.version(0, 0);
    BTreeV2Header header =
        new BTreeV2Header(
            cursor.u8(),
            cursor.u32(),
            cursor.u16(),
            cursor.u16(),
            cursor.u8(),
            cursor.u8(),
            cursor.addressOrUndefined("root node address"),
            cursor.u16(),
            cursor.length("total number of records"));
    cursor.checksum();
    header.check(cursor);
    return header;
  }

  /// The same header of a tree with another root.
  public BTreeV2Header withRoot(int newDepth, long address, int inRoot, long total) {
    return new BTreeV2Header(
        type, nodeSize, recordSize, newDepth, splitPercent, mergePercent, address, inRoot, total);
  }

  /// Appends the header.
  public void encode(Encoder out) {
    out.signature("BTHD").u8(0).u8(type).u32(nodeSize).u16(recordSize).u16(depth);
    out.u8(splitPercent).u8(mergePercent).address(rootNodeAddress).u16(rootRecords);
    out.length(totalRecords).checksum();
  }

  private void check(Cursor cursor) {
    if (recordSize == 0) {
      throw cursor.malformed("record size", 0, "at least 1");
    }
    int limit = cursor.context().limits().treeDepth();
    if (depth > limit) {
      throw cursor.exceeds("depth", depth, limit);
    }
    if (!Address.isDefined(rootNodeAddress) && totalRecords != 0) {
      throw cursor.malformed(
          "total number of records", totalRecords, "0 in a tree without a root node");
    }
  }
}
