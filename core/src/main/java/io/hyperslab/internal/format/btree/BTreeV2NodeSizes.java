package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Saturated;

/// How many records the nodes of one version 2 B-tree can hold at each depth, and how wide the
/// counts in their child pointers are: both follow from the header (`FMT4 III.A.2`, "Number of
/// Records in Child Node").
///
/// A count is as wide as the largest value it can take needs. Two details are libhdf5's rather than
/// the specification's: the number of records in a child is as wide everywhere as a leaf's maximum
/// needs, and the maximum below a node counts the node's own records too.
public final class BTreeV2NodeSizes {
  /// Signature, version, type and checksum.
  private static final int OVERHEAD = 10;

  private final int recordSize;
  private final int sizeOfOffsets;
  private final int recordsWidth;
  private final long[] maxRecords;
  private final int[] totalWidth;

  private BTreeV2NodeSizes(BTreeV2Header header, int sizeOfOffsets, long leafRecords) {
    this.recordSize = header.recordSize();
    this.sizeOfOffsets = sizeOfOffsets;
    this.recordsWidth = width(leafRecords);
    this.maxRecords = new long[header.depth() + 1];
    this.totalWidth = new int[header.depth() + 1];
    maxRecords[0] = leafRecords;
  }

  /// The sizes that follow from a header.
  ///
  /// @param cursor the header's cursor, for its context and for error messages
  public static BTreeV2NodeSizes of(BTreeV2Header header, Cursor cursor) {
    long leafRecords = (header.nodeSize() - OVERHEAD) / header.recordSize();
    if (leafRecords < 1) {
      throw cursor.malformed(
          "node size", header.nodeSize(), "room for a record of " + header.recordSize() + " bytes");
    }
    BTreeV2NodeSizes sizes =
        new BTreeV2NodeSizes(header, cursor.context().sizeOfOffsets(), leafRecords);
    long below = leafRecords;
    for (int depth = 1; depth <= header.depth(); depth++) {
      int pointer = sizes.pointerSize(depth);
      long records = (header.nodeSize() - OVERHEAD - pointer) / (header.recordSize() + pointer);
      if (records < 1) {
        throw cursor.malformed(
            "node size", header.nodeSize(), "room for a record and two child pointers");
      }
      below = Saturated.add(Saturated.multiply(records + 1, below), records);
      sizes.maxRecords[depth] = records;
      sizes.totalWidth[depth] = width(below);
    }
    sizes.checkRoot(header, cursor);
    return sizes;
  }

  private void checkRoot(BTreeV2Header header, Cursor cursor) {
    if (header.rootRecords() > maxRecords[header.depth()]) {
      throw cursor.malformed(
          "number of records in root node",
          header.rootRecords(),
          "at most " + maxRecords[header.depth()]);
    }
  }

  private static int width(long limit) {
    return (63 - Long.numberOfLeadingZeros(limit)) / 8 + 1;
  }

  /// The most records that a node `depth` levels above the leaves can hold.
  public long maxRecords(int depth) {
    return maxRecords[depth];
  }

  /// Bytes of "Number of Records in Child Node".
  public int recordsWidth() {
    return recordsWidth;
  }

  /// Bytes of "Total Number of Records in Child Node" in a node of `depth`; 0 just above the
  /// leaves, where the field does not exist.
  public int totalWidth(int depth) {
    return totalWidth[depth - 1];
  }

  /// Bytes of a child pointer in an internal node of `depth`.
  public int pointerSize(int depth) {
    return sizeOfOffsets + recordsWidth + totalWidth(depth);
  }

  /// Bytes that a node of `depth` with `records` records uses, its checksum included.
  public long usedLength(int depth, long records) {
    long pointers = depth == 0 ? 0 : (records + 1) * pointerSize(depth);
    return OVERHEAD + records * recordSize + pointers;
  }
}
