package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.heap.DoublingTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An indirect block of a fractal heap in memory that is being changed.
final class FractalHeapNode {
  /// A place for a block.
  ///
  /// @param entry row times width plus column
  record Slot(FractalHeapNode node, int entry) {
    int row(DoublingTable table) {
      return entry / table.width();
    }

    /// Where the block starts in the heap's address space.
    long offset(DoublingTable table) {
      int row = row(table);
      return node.offset + table.rowOffset(row) + entry % table.width() * table.blockSize(row);
    }

    /// Where it ends.
    long end(DoublingTable table) {
      return offset(table) + table.blockSize(row(table));
    }

    /// The block's address; undefined if there is none.
    long address() {
      return node.addresses[entry];
    }

    boolean isFree() {
      return !Address.isDefined(address());
    }
  }

  /// Where it starts in the heap's address space.
  final long offset;

  /// Where it stands in its parent; null for the root.
  final @Nullable Slot place;

  long address;
  int rows;

  /// Addresses of the blocks; undefined where there is none.
  long[] addresses;

  /// Indirect blocks below that were read or made, by their entries.
  final Map<Integer, FractalHeapNode> children = new HashMap<>();

  /// Blocks below.
  int used;

  /// Whether it differs from what was written last.
  boolean changed;

  FractalHeapNode(long address, long offset, int rows, @Nullable Slot place, long[] addresses) {
    this.offset = offset;
    this.address = address;
    this.rows = rows;
    this.place = place;
    this.addresses = addresses;
    this.used = (int) Arrays.stream(addresses).filter(Address::isDefined).count();
  }

  /// Moves it, because it gets more rows.
  void grow(long newAddress, int newRows, int entries) {
    int before = addresses.length;
    address = newAddress;
    rows = newRows;
    addresses = Arrays.copyOf(addresses, entries);
    Arrays.fill(addresses, before, entries, Address.UNDEFINED);
    changed = true;
  }

  /// Puts a block into a free place.
  void put(int entry, long block) {
    addresses[entry] = block;
    used++;
    changed = true;
  }

  /// Takes a block away.
  void clear(int entry) {
    addresses[entry] = Address.UNDEFINED;
    children.remove(entry);
    used--;
    changed = true;
  }
}
