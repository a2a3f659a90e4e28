package io.hyperslab.internal.format.header;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

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
  /// @param version the pointer's version, 1 to 3
  /// @param type the type that the pointer states, which says nothing before version 3
  /// @param objectHeaderAddress that header's address
  record Committed(int version, int type, long objectHeaderAddress) implements SharedMessage {
    /// The pointer as libhdf5 writes it since 1.8.
    public Committed(long objectHeaderAddress) {
      this(2, COMMITTED, objectHeaderAddress);
    }
  }

  /// In the file's shared object header message heap.
  ///
  /// @param heapId the fractal heap ID, 8 bytes; not to be modified
  record InHeap(byte[] heapId) implements SharedMessage {}

  /// The type of a pointer into the heap.
  int HEAP = 1;

  /// The type of a pointer to a committed datatype.
  int COMMITTED = 2;

  /// Bytes of a fractal heap ID.
  int HEAP_ID_SIZE = 8;

  /// Decodes the pointer.
  static SharedMessage decode(Cursor cursor) {
    int version = cursor.version(1, 3);
    int type = cursor.u8();
    if (version == 1) {
      cursor.skip(6 + cursor.context().sizeOfLengths());
    }
    if (version < 3) {
      return new Committed(version, type, cursor.address("Address"));
    }
    return switch (type) {
      case HEAP -> new InHeap(cursor.bytes(HEAP_ID_SIZE));
      // 3 marks a message that others share but that is stored in an object header all the same.
      case COMMITTED, 3 -> new Committed(version, type, cursor.address("Address"));
      default -> throw cursor.malformed("Type", type, "1 to 3");
    };
  }

  /// Writes the pointer.
  default void encode(Encoder out) {
    switch (this) {
      case Committed committed -> {
        out.u8(committed.version()).u8(committed.type());
        if (committed.version() == 1) {
          out.zeros(6 + out.context().sizeOfLengths());
        }
        out.address(committed.objectHeaderAddress());
      }
      case InHeap inHeap -> out.u8(3).u8(HEAP).bytes(inHeap.heapId());
    }
  }
}
