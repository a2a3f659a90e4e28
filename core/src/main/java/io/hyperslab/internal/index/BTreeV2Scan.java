package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Ascending;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.btree.BTreeV2Header;
import io.hyperslab.internal.format.btree.BTreeV2LeafNode;
import io.hyperslab.internal.format.btree.BTreeV2NodeSizes;
import io.hyperslab.internal.format.btree.BTreeV2Records;
import io.hyperslab.internal.metadata.BlockSweep;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// All records of a version 2 B-tree, for a walk that needs each once and does not care for their
/// order: leaves are read in the order in which they lie in the file, and not kept. The tree fills
/// it; then any number of threads may read its parts.
public final class BTreeV2Scan {
  private static final int FIRST_SIZE = 64;

  /// Leaves that one thread reads before it takes more.
  private static final int PART = 256;

  /// Bytes of the longest leaf in a sweep, for which all cost the same; usual ones have half a
  /// kilobyte.
  private static final int LARGEST_SWEPT = 4096;

  private final MetadataReader reader;
  private final BTreeV2Header header;
  private final BTreeV2NodeSizes sizes;

  /// Of nodes that were read already.
  private final List<BTreeV2Records> known = new ArrayList<>();

  private long[] addresses = new long[FIRST_SIZE];
  private int[] counts = new int[FIRST_SIZE];
  private int size;
  private long longest;

  /// Leaves by their addresses.
  private int[] order = new int[0];

  BTreeV2Scan(MetadataReader reader, BTreeV2Header header, BTreeV2NodeSizes sizes) {
    this.reader = reader;
    this.header = header;
    this.sizes = sizes;
  }

  /// Adds the records of a node that is in memory.
  void add(BTreeV2Records records) {
    known.add(records);
  }

  /// Adds a leaf that is still to be read.
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

  /// Puts the leaves in order, when there are no more to be added.
  BTreeV2Scan filled() {
    addresses = Arrays.copyOf(addresses, size);
    order = Ascending.order(addresses);
    return this;
  }

  /// How many parts there are.
  public int parts() {
    return 1 + (size + PART - 1) / PART;
  }

  /// How many records a part has, as what leads to its leaves says.
  ///
  /// @param part its number, from 0
  public long count(int part) {
    if (part == 0) {
      return known.stream().mapToLong(BTreeV2Records::count).sum();
    }
    long count = 0;
    for (int i = from(part); i < end(part); i++) {
      count += counts[order[i]];
    }
    return count;
  }

  private static int from(int part) {
    return (part - 1) * PART;
  }

  private int end(int part) {
    return Math.min(size, part * PART);
  }

  /// Shows the records of one part.
  ///
  /// @param part its number, from 0
  public void forEachStored(int part, BTreeV2Records.Visitor visitor) {
    if (part == 0) {
      for (BTreeV2Records records : known) {
        records.forEach(visitor);
      }
      return;
    }
    int from = from(part);
    int end = end(part);
    if (longest > LARGEST_SWEPT) {
      for (int i = from; i < end; i++) {
        int count = counts[order[i]];
        long used = sizes.usedLength(0, count);
        show(reader.glance(addresses[order[i]], used, BTreeV2LeafNode.STRUCTURE), count, visitor);
      }
      return;
    }
    int length = Math.toIntExact(longest);
    try (BlockSweep blocks =
        reader.sweep(addresses, order, from, end, length, BTreeV2LeafNode.STRUCTURE)) {
      for (int i = from; i < end; i++) {
        int count = counts[order[i]];
        long used = sizes.usedLength(0, count);
        show(blocks.next().slice(used, BTreeV2LeafNode.STRUCTURE), count, visitor);
      }
    }
  }

  private void show(Cursor leaf, int count, BTreeV2Records.Visitor visitor) {
    BTreeV2LeafNode.decode(leaf, header, count).records().forEach(visitor);
  }
}
