package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// What a chunked layout says of its chunk index (`FMT4 IV.A.2.i`, "Chunk Indexing Type"). L is
/// "Size of Lengths".
///
/// | type | index            | bytes of information in the message                              |
/// |------|------------------|------------------------------------------------------------------|
/// | -    | version 1 B-tree | none; layouts up to version 3                                    |
/// | 1    | Single Chunk     | with flag bit 1: size of the filtered chunk (L), filter mask (4) |
/// | 2    | Implicit         | none                                                             |
/// | 3    | Fixed Array      | Page Bits (1)                                                    |
/// | 4    | Extensible Array | five parameters (1 each)                                         |
/// | 5    | version 2 B-tree | Node Size (4), Split Percent (1), Merge Percent (1)              |
public sealed interface ChunkIndexing {
  /// A version 1 B-tree.
  record BTreeV1() implements ChunkIndexing {}

  /// The one chunk lies at the layout's address.
  ///
  /// @param filtered whether it passed through filters
  /// @param filteredSize its stored bytes if so, else 0
  /// @param filterMask filters that were left out, a bit each
  record SingleChunk(boolean filtered, long filteredSize, int filterMask)
      implements ChunkIndexing {}

  /// All chunks lie one after the other from the layout's address on.
  record Implicit() implements ChunkIndexing {}

  /// A fixed array.
  ///
  /// @param pageBits bits of the number of elements in a page
  record FixedArray(int pageBits) implements ChunkIndexing {}

  /// An extensible array.
  ///
  /// @param maximumElementBits bits of the largest number of elements
  /// @param indexBlockElements elements in the index block
  /// @param superBlockMinimumPointers data block pointers of the smallest super block
  /// @param dataBlockMinimumElements elements of the smallest data block
  /// @param pageBits bits of the number of elements in a data block page
  record ExtensibleArray(
      int maximumElementBits,
      int indexBlockElements,
      int superBlockMinimumPointers,
      int dataBlockMinimumElements,
      int pageBits)
      implements ChunkIndexing {}

  /// A version 2 B-tree.
  ///
  /// @param nodeSize bytes of a node
  /// @param splitPercent how full a node must be to be split
  /// @param mergePercent how empty a node must be to be merged
  record BTreeV2(long nodeSize, int splitPercent, int mergePercent) implements ChunkIndexing {}

  /// Decodes type and parameters, as in layouts from version 4 on.
  ///
  /// @param singleFiltered whether the flags say that the single chunk is filtered
  static ChunkIndexing decode(Cursor cursor, boolean singleFiltered) {
    int type = cursor.u8("Chunk Indexing Type", 1, 5);
    return switch (type) {
      case 1 ->
          singleFiltered
              ? new SingleChunk(true, cursor.length("Size of filtered chunk"), cursor.i32())
              : new SingleChunk(false, 0, 0);
      case 2 -> new Implicit();
      case 3 -> new FixedArray(bits(cursor, "Page Bits"));
      case 4 ->
          new ExtensibleArray(
              cursor.u8("Max Bits", 1, 64),
              cursor.u8("Index Elements", 1, 255),
              powerOfTwo(cursor, "Min Pointers"),
              powerOfTwo(cursor, "Min Elements"),
              bits(cursor, "Page Bits"));
      default -> new BTreeV2(cursor.u32(), cursor.u8(), cursor.u8());
    };
  }

  /// Writes type and parameters, as in layouts from version 4 on.
  ///
  /// @throws IllegalArgumentException for a version 1 B-tree, which those layouts do not know
  default void encode(Encoder out) {
    switch (this) {
      case BTreeV1 _ ->
          throw new IllegalArgumentException("a version 1 B-tree has no chunk indexing type");
      case SingleChunk single -> {
        out.u8(1);
        if (single.filtered()) {
          out.length(single.filteredSize()).i32(single.filterMask());
        }
      }
      case Implicit _ -> out.u8(2);
      case FixedArray array -> out.u8(3).u8(array.pageBits());
      case ExtensibleArray array ->
          out.u8(4)
              .u8(array.maximumElementBits())
              .u8(array.indexBlockElements())
              .u8(array.superBlockMinimumPointers())
              .u8(array.dataBlockMinimumElements())
              .u8(array.pageBits());
      case BTreeV2 tree ->
          out.u8(5).u32(tree.nodeSize()).u8(tree.splitPercent()).u8(tree.mergePercent());
    }
  }

  private static int bits(Cursor cursor, String item) {
    return cursor.u8(item, 1, 62);
  }

  private static int powerOfTwo(Cursor cursor, String item) {
    int value = cursor.u8();
    if (Integer.bitCount(value) != 1) {
      throw cursor.malformed(item, value, "a power of two");
    }
    return value;
  }
}
