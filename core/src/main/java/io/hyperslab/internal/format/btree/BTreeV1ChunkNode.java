package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// A version 1 B-tree node of type 1, which points to chunks of raw data (`FMT4 III.A.1`).
///
/// | bytes | field |
/// |---|---|
/// | 8 + 2 O | [BTreeV1NodePrefix] |
/// | 4 | Key 1: size of the chunk in bytes |
/// | 4 | Key 1: filter mask |
/// | 8 (D + 1) | Key 1: offset of the chunk in each dimension, in elements; then 0 |
/// | O | Address of Child 1 |
/// | ... | |
/// | 8 + 8 (D + 1) | Key N+1 |
///
/// Child i holds the chunks from key i up to but not including key i+1; offsets are compared
/// dimension by dimension. The keys of the children must ascend. Key N+1 only bounds the last
/// child, and what writers put into it differs: it is not checked.
///
/// @param prefix the common fields
/// @param rank D, the dimensions of the dataset
/// @param chunkSizes N+1 sizes in bytes; none of the keys exists when there is no child
/// @param filterMasks N+1 masks; a set bit means that the filter of that number was skipped
/// @param offsets N+1 times D+1 offsets in elements
/// @param children N addresses: of nodes, or at level 0 of chunks
public record BTreeV1ChunkNode(
    BTreeV1NodePrefix prefix,
    int rank,
    long[] chunkSizes,
    int[] filterMasks,
    long[] offsets,
    long[] children) {
  private static final int NODE_TYPE = 1;

  private static int keyLength(int rank) {
    return 8 + 8 * (rank + 1);
  }

  /// Bytes of a full node of a tree of degree `k`.
  public static long length(FormatContext context, int k, int rank) {
    return BTreeV1NodePrefix.length(context)
        + 2L * k * (keyLength(rank) + context.sizeOfOffsets())
        + keyLength(rank);
  }

  /// Decodes a node.
  ///
  /// @param k "Indexed Storage Internal Node K" of the superblock, or its default 32
  /// @param rank dimensions of the dataset
  public static BTreeV1ChunkNode decode(Cursor cursor, int k, int rank) {
    BTreeV1NodePrefix prefix = BTreeV1NodePrefix.decode(cursor, NODE_TYPE, k);
    int count =
        cursor.count(
            prefix.entriesUsed(),
            keyLength(rank) + cursor.context().sizeOfOffsets(),
            "entries used");
    int keys = count == 0 ? 0 : count + 1;
    BTreeV1ChunkNode node =
        new BTreeV1ChunkNode(
            prefix,
            rank,
            new long[keys],
            new int[keys],
            new long[keys * (rank + 1)],
            new long[count]);
    for (int i = 0; i < count; i++) {
      node.decodeEntry(cursor, i);
    }
    if (count > 0) {
      node.decodeLastKey(cursor);
    }
    return node;
  }

  private void decodeEntry(Cursor cursor, int entry) {
    chunkSizes[entry] = cursor.u32();
    filterMasks[entry] = cursor.i32();
    int first = entry * (rank + 1);
    for (int i = 0; i <= rank; i++) {
      offsets[first + i] = cursor.unsigned(8, "chunk offset");
    }
    if (entry > 0 && compare(entry - 1, offsets, first) >= 0) {
      throw cursor.malformed("key " + entry, "not above its predecessor", "ascending keys");
    }
    children[entry] = cursor.address("address of child");
  }

  private void decodeLastKey(Cursor cursor) {
    int last = entries();
    chunkSizes[last] = cursor.u32();
    filterMasks[last] = cursor.i32();
    for (int i = last * (rank + 1); i < offsets.length; i++) {
      offsets[i] = cursor.i64();
    }
  }

  /// Writes the node. What a node of the tree's degree takes beyond its last key is zero.
  ///
  /// @param k the degree, as for [#decode(Cursor, int, int)]
  public void encode(Encoder out, int k) {
    prefix.encode(out);
    for (int i = 0; i < entries(); i++) {
      encodeKey(out, i);
      out.address(children[i]);
    }
    if (entries() > 0) {
      encodeKey(out, entries());
    }
    out.padTo(Math.toIntExact(length(out.context(), k, rank)));
  }

  private void encodeKey(Encoder out, int key) {
    out.u32(chunkSizes[key]).i32(filterMasks[key]);
    for (int i = 0; i <= rank; i++) {
      out.i64(offsets[key * (rank + 1) + i]);
    }
  }

  /// Children of this node.
  public int entries() {
    return children.length;
  }

  /// The offset of entry `entry` in dimension `dimension`, in elements.
  public long offset(int entry, int dimension) {
    return offsets[entry * (rank + 1) + dimension];
  }

  /// Compares the key of `entry` with D+1 offsets that start at `start` in `wanted`.
  public int compare(int entry, long[] wanted, int start) {
    int first = entry * (rank + 1);
    for (int i = 0; i <= rank; i++) {
      int order = Long.compare(offsets[first + i], wanted[start + i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
