package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Ascending;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.btree.BTreeV2Header;
import io.hyperslab.internal.format.btree.BTreeV2LeafNode;
import io.hyperslab.internal.format.btree.BTreeV2NodeSizes;
import io.hyperslab.internal.format.btree.BTreeV2Records;
import io.hyperslab.internal.metadata.BlockSweep;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Arrays;

/// Leaves of a version 2 B-tree that are still to be read, in the order in which they lie in the
/// file: for a walk that needs each once. For one thread.
final class BTreeV2Leaves {
  private static final int FIRST_SIZE = 64;

  /// Bytes of the longest leaf in a sweep, for which all cost the same; usual ones have half a
  /// kilobyte.
  private static final int LARGEST_SWEPT = 4096;

  private final MetadataReader reader;
  private final BTreeV2Header header;
  private final BTreeV2NodeSizes sizes;
  private long[] addresses = new long[FIRST_SIZE];
  private int[] counts = new int[FIRST_SIZE];
  private int size;
  private long longest;

  BTreeV2Leaves(MetadataReader reader, BTreeV2Header header, BTreeV2NodeSizes sizes) {
    this.reader = reader;
    this.header = header;
    this.sizes = sizes;
  }

  /// Adds a leaf.
  ///
  /// @param count of its records
  /// @throws io.hyperslab.error.Hdf5Exception if it cannot lie there, or is too large
  void add(long address, int count) {
    long length = sizes.usedLength(0, count);
    reader.requireBlock(address, length, BTreeV2LeafNode.STRUCTURE);
    if (size == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    addresses[size] = address;
    counts[size] = count;
    longest = Math.max(longest, length);
    size++;
  }

  /// Shows the records of all leaves.
  void forEachStored(BTreeV2Records.Visitor visitor) {
    if (size == 0) {
      return;
    }
    int[] order = Ascending.order(Arrays.copyOf(addresses, size));
    if (longest > LARGEST_SWEPT) {
      for (int index : order) {
        long used = sizes.usedLength(0, counts[index]);
        Cursor leaf = reader.glance(addresses[index], used, BTreeV2LeafNode.STRUCTURE);
        BTreeV2LeafNode.decode(leaf, header, counts[index]).records().forEach(visitor);
      }
      return;
    }
    int length = Math.toIntExact(longest);
    try (BlockSweep blocks =
        reader.sweep(addresses, order, 0, size, length, BTreeV2LeafNode.STRUCTURE)) {
      for (int index : order) {
        int count = counts[index];
        Cursor leaf = blocks.next().slice(sizes.usedLength(0, count), BTreeV2LeafNode.STRUCTURE);
        BTreeV2LeafNode.decode(leaf, header, count).records().forEach(visitor);
      }
    }
  }
}
