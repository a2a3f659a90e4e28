package io.hyperslab.internal.format.header;

import io.hyperslab.internal.bytes.Cursor;

/// Where a shared message really is (`FMT4 IV.A.2`, "Shared Message"). O is "Size of Offsets", L
/// "Size of Lengths".
///
/// | bytes  | version 1                    | version 2      | version 3                    |
/// |--------|------------------------------|----------------|------------------------------|
/// | 1      | Version                      | Version        | Version                      |
/// | 1      | Type, unused                 | Type, unused   | Type: 1 heap, 2, 3 committed |
/// | 6 + L  | Reserved, unused heap address | -             | -                            |
/// | O or 8 | Address                      | Address        | Address, or Fractal Heap ID  |
public sealed interface SharedMessage {
  /// In the object header of a committed datatype.
  ///
  /// @param objectHeaderAddress that header's address
  record Committed(long objectHeaderAddress) implements SharedMessage {}

  /// In the file's shared object header message heap.
  ///
  /// @param heapId the fractal heap ID, 8 bytes; not to be modified
  record InHeap(byte[] heapId) implements SharedMessage {}

  /// Decodes the pointer.
  static SharedMessage decode(Cursor cursor) {
    int version = cursor.version(1, 3);
    int type = cursor.u8();
    if (version == 1) {
      cursor.skip(6 + cursor.context().sizeOfLengths());
    }
    if (version < 3) {
      return new Committed(cursor.address("Address"));
    }
    return switch (type) {
      case 1 -> new InHeap(cursor.bytes(8));
      // 3 marks a message that others share but that is stored in an object header all the same.
      case 2, 3 -> new Committed(cursor.address("Address"));
      default -> throw cursor.malformed("Type", type, "1 to 3");
    };
  }
}
