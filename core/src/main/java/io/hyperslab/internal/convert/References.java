package io.hyperslab.internal.convert;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.number.HeapRoom;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Object references out of stored elements.
final class References {
  /// Bytes of an [ObjectReference].
  static final long SIZE = HeapRoom.objectSize(Long.BYTES);

  private References() {}

  /// Whether elements of a datatype are addresses of objects.
  static boolean areIn(Datatype type) {
    return type instanceof Reference reference && reference.kind() == Reference.Kind.OBJECT;
  }

  /// All elements, in C order.
  static ObjectReference[] of(NdArray elements) {
    Datatype type = elements.datatype();
    if (!areIn(type)) {
      throw new DatatypeMismatchException(
          null, -1, "datatype", type.toString(), "object references");
    }
    MemorySegment raw = elements.segment();
    int length = elements.arrayLength();
    HeapRoom.beside(raw).take(length, HeapRoom.REFERENCE + SIZE);
    ObjectReference[] out = Memory.array(ObjectReference.class, length);
    for (int i = 0; i < out.length; i++) {
      out[i] = at(raw, i * type.size(), type.size());
    }
    return out;
  }

  /// @param size bytes of a stored address; those beyond eight are 0 in any file
  static ObjectReference at(MemorySegment raw, long offset, long size) {
    long address = 0;
    for (long i = Math.min(size, Long.BYTES) - 1; i >= 0; i--) {
      address = address << 8 | Byte.toUnsignedLong(raw.get(ValueLayout.JAVA_BYTE, offset + i));
    }
    return new ObjectReference(address);
  }
}
