package io.hyperslab.internal.format.chunkindex;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
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

  /// Elements of chunks that have no storage.
  ///
  /// @param address where the first one will be
  public static ChunkElements unallocated(
      FormatContext context, int clientId, int elementSize, int count, long address) {
    Encoder one = new Encoder(context);
    ChunkElement.unallocated(clientId).encode(one, clientId, elementSize);
    byte[] element = one.toBytes();
    byte[] bytes = new byte[Math.multiplyExact(count, elementSize)];
    for (int start = 0; start < bytes.length; start += elementSize) {
      System.arraycopy(element, 0, bytes, start, elementSize);
    }
    return new ChunkElements(clientId, elementSize, count, address, bytes);
  }

  /// The same elements, for one who changes them.
  public ChunkElements copy() {
    return new ChunkElements(clientId, elementSize, count, address, bytes.clone());
  }

  /// Changes element `index`. Only for copies that nobody else sees.
  public void set(int index, ChunkElement element, FormatContext context) {
    Encoder one = new Encoder(context);
    element.encode(one, clientId, elementSize);
    System.arraycopy(one.toBytes(), 0, bytes, index * elementSize, elementSize);
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
