package io.hyperslab.internal.format.chunkindex;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;

/// Consecutive elements of a fixed or extensible array. They stay encoded until one is asked for.
///
/// @param clientId [ChunkElement#CLIENT_UNFILTERED] or [ChunkElement#CLIENT_FILTERED]
/// @param elementSize bytes of one
/// @param count how many
/// @param address where the first one is in the file
/// @param bytes all of them
public record ChunkElements(int clientId, int elementSize, int count, long address, byte[] bytes) {
  /// Takes `count` elements from the cursor.
  static ChunkElements decode(Cursor cursor, int clientId, int elementSize, long count) {
    int checked = cursor.count(count, elementSize, "number of elements");
    long address = cursor.structureAddress() + cursor.position();
    byte[] bytes = cursor.bytes((long) checked * elementSize);
    return new ChunkElements(clientId, elementSize, checked, address, bytes);
  }

  /// Decodes element `index`.
  public ChunkElement element(int index, FormatContext context) {
    int start = index * elementSize;
    return ChunkElement.decode(
        Cursor.over(bytes, start, elementSize, address + start, "data block element", context),
        clientId);
  }

  /// Whether these are `expected` elements of that kind. A block that is met on a second way, as
  /// happens in damaged files only, may hold others.
  public boolean are(int expectedClientId, int expectedSize, long expected) {
    return clientId == expectedClientId && elementSize == expectedSize && count == expected;
  }
}
