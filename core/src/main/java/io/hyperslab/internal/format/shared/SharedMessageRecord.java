package io.hyperslab.internal.format.shared;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;

/// A record of an index of shared object header messages, in a list or as record of type 7 in a
/// version 2 B-tree (`FMT4 III.I`).
///
/// | bytes | field | Message Location |
/// |---|---|---|
/// | 1 | Message Location: 0 heap, 1 object header | 0 1 |
/// | 4 | Hash Value | 0 1 |
/// | 4 | Reference Count | 0 |
/// | 8 | Fractal Heap ID | 0 |
/// | 1 | Reserved | 1 |
/// | 1 | Message Type | 1 |
/// | 2 | Creation Index | 1 |
/// | O | Object Header Address | 1 |
public sealed interface SharedMessageRecord {
  /// The type of a version 2 B-tree of such records.
  BTreeV2RecordType<SharedMessageRecord> TYPE =
      new BTreeV2RecordType<>(7, SharedMessageRecord::decode);

  /// The lookup3 hash of the encoded message.
  int hash();

  /// A message in the index's fractal heap.
  ///
  /// @param hash of the encoded message
  /// @param referenceCount how many object headers use it
  /// @param heapId its identifier in the heap
  record InHeap(int hash, long referenceCount, byte[] heapId) implements SharedMessageRecord {}

  /// A message in an object header.
  ///
  /// @param hash of the encoded message
  /// @param messageType of the message
  /// @param creationIndex its number among the messages of its type there
  /// @param objectHeaderAddress where it is
  record InObjectHeader(int hash, int messageType, int creationIndex, long objectHeaderAddress)
      implements SharedMessageRecord {}

  /// Bytes of a record, whichever its location.
  static int length(FormatContext context) {
    return 5 + Math.max(12, 4 + context.sizeOfOffsets());
  }

  /// Decodes a record.
  ///
  /// @param cursor exactly as long as a record
  static SharedMessageRecord decode(Cursor cursor) {
    int location = cursor.u8("message location", 0, 1);
    int hash = cursor.i32();
    if (location == 0) {
      return new InHeap(hash, cursor.u32(), cursor.bytes(8));
    }
    cursor.skip(1);
    return new InObjectHeader(
        hash, cursor.u8(), cursor.u16(), cursor.address("object header address"));
  }
}
