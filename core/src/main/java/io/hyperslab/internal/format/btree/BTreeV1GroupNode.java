package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// A version 1 B-tree node of type 0, which points to group nodes (`FMT4 III.A.1`).
///
/// | bytes | field |
/// |---|---|
/// | 8 + 2 O | [BTreeV1NodePrefix] |
/// | L | Key 1: offset of a name in the local heap |
/// | O | Address of Child 1 |
/// | ... | |
/// | L | Key N+1 |
///
/// Child i holds the names that come after key i, up to and including key i+1.
///
/// @param prefix the common fields
/// @param keys N+1 offsets into the local heap; none when there is no child
/// @param children N addresses: of nodes, or at level 0 of symbol table nodes
public record BTreeV1GroupNode(BTreeV1NodePrefix prefix, long[] keys, long[] children) {
  private static final int NODE_TYPE = 0;

  /// Bytes of a full node of a tree of degree `k`.
  public static long length(FormatContext context, int k) {
    return BTreeV1NodePrefix.length(context)
        + 2L * k * (context.sizeOfLengths() + context.sizeOfOffsets())
        + context.sizeOfLengths();
  }

  /// Decodes a node.
  ///
  /// @param k "Group Internal Node K" of the superblock
  public static BTreeV1GroupNode decode(Cursor cursor, int k) {
    BTreeV1NodePrefix prefix = BTreeV1NodePrefix.decode(cursor, NODE_TYPE, k);
    FormatContext context = cursor.context();
    int count =
        cursor.count(
            prefix.entriesUsed(),
            context.sizeOfLengths() + context.sizeOfOffsets(),
            "entries used");
    long[] keys = new long[count == 0 ? 0 : count + 1];
    long[] children = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = cursor.length("key");
      children[i] = cursor.address("address of child");
    }
    if (count > 0) {
      keys[count] = cursor.length("key");
    }
    return new BTreeV1GroupNode(prefix, keys, children);
  }

  /// Makes a node of as many entries as there are children.
  ///
  /// @param level 0 when the children are symbol table nodes
  /// @param leftSibling address, undefined for the leftmost node
  /// @param rightSibling address, undefined for the rightmost node
  public static BTreeV1GroupNode of(
      int level, long leftSibling, long rightSibling, long[] keys, long[] children) {
    return new BTreeV1GroupNode(
        new BTreeV1NodePrefix(NODE_TYPE, level, children.length, leftSibling, rightSibling),
        keys,
        children);
  }

  /// Writes a whole node: keys and children, and zeros for those that there is room for.
  ///
  /// @param k "Group Internal Node K" of the superblock
  public void encode(Encoder out, int k) {
    int start = out.size();
    int lengths = out.context().sizeOfLengths();
    prefix.encode(out);
    for (int i = 0; i < children.length; i++) {
      out.unsigned(keys[i], lengths).address(children[i]);
    }
    if (children.length > 0) {
      out.unsigned(keys[children.length], lengths);
    }
    out.padTo(start + Math.toIntExact(length(out.context(), k)));
  }
}
