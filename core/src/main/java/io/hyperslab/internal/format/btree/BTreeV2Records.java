package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// The records of one version 2 B-tree node, one after the other. They stay encoded until one is
/// asked for, so that a search decodes only what it compares.
///
/// @param type the tree's type
/// @param recordSize bytes of one
/// @param count how many
/// @param address where the first one is in the file
/// @param bytes all of them
public record BTreeV2Records(int type, int recordSize, int count, long address, byte[] bytes) {
  /// Reads a node's type and its records; the cursor stands after the version.
  static BTreeV2Records decode(Cursor cursor, BTreeV2Header header, int count) {
    int type = cursor.u8("type", header.type(), header.type());
    long address = cursor.structureAddress() + cursor.position();
    byte[] bytes = cursor.bytes((long) count * header.recordSize());
    return new BTreeV2Records(type, header.recordSize(), count, address, bytes);
  }

  /// Appends a node's type and its records.
  void encode(Encoder out) {
    out.u8(type).bytes(bytes);
  }

  /// A cursor over record `index`.
  public Cursor record(int index, FormatContext context) {
    int start = index * recordSize;
    return Cursor.over(
        bytes, start, recordSize, address + start, "version 2 B-tree record", context);
  }

  /// Is shown records as they are stored.
  @FunctionalInterface
  public interface Visitor {
    /// Takes one record.
    ///
    /// @param bytes of the records, not to be changed
    /// @param start where the record starts
    void stored(byte[] bytes, int start);
  }

  /// Shows all records in their order.
  public void forEach(Visitor visitor) {
    for (int i = 0; i < count; i++) {
      visitor.stored(bytes, i * recordSize);
    }
  }

  /// Whether these are `expected` records of a tree with that header. A node that is met on a
  /// second way, as happens in damaged files only, may belong to another tree.
  public boolean belongTo(BTreeV2Header header, int expected) {
    return type == header.type() && recordSize == header.recordSize() && count == expected;
  }
}
