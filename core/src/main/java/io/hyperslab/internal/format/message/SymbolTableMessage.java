package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// Where the links of an old-style group are (`FMT4 IV.A.2.r`). O is "Size of Offsets".
///
/// | bytes | field               |
/// |-------|---------------------|
/// | O     | v1 B-tree Address   |
/// | O     | Local Heap Address  |
///
/// @param bTreeAddress the B-tree of symbol table nodes
/// @param localHeapAddress the heap of names
public record SymbolTableMessage(long bTreeAddress, long localHeapAddress)
    implements HeaderMessage {
  /// Decodes the message.
  public static SymbolTableMessage decode(Cursor cursor) {
    return new SymbolTableMessage(
        cursor.address("v1 B-tree Address"), cursor.address("Local Heap Address"));
  }

  @Override
  public void encode(Encoder out) {
    out.address(bTreeAddress).address(localHeapAddress);
  }
}
