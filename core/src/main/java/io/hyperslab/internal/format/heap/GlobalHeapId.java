package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// Where an object of the global heap is (`FMT4 III.E`, "Global Heap ID").
///
/// | bytes | field |
/// |---|---|
/// | O | Collection Address |
/// | 4 | Object Index |
///
/// @param collectionAddress of the collection
/// @param index of the object in it, from 1
public record GlobalHeapId(long collectionAddress, long index) {
  /// Decodes an identifier, which may lead nowhere.
  public static GlobalHeapId decode(Cursor cursor) {
    return new GlobalHeapId(cursor.addressUnchecked(), cursor.u32());
  }

  /// Writes the identifier.
  public void encode(Encoder out) {
    out.address(collectionAddress).u32(index);
  }
}
