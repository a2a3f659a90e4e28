package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// What a block of free space in a local heap's data segment starts with (`FMT4 III.D`).
///
/// | bytes | field |
/// |---|---|
/// | L | Offset of Next Free Block; 1 for the last one |
/// | L | Size of Free Block, these fields included |
///
/// @param nextOffset in the data segment, or [LocalHeapHeader#NO_FREE_BLOCK]
/// @param size bytes
public record LocalHeapFreeBlock(long nextOffset, long size) {
  /// Bytes of the two fields.
  public static int length(FormatContext context) {
    return 2 * context.sizeOfLengths();
  }

  /// Bytes of the smallest block: free space is a multiple of 8, and less than this is lost.
  public static int smallest(FormatContext context) {
    return length(context) + 7 & ~7;
  }

  /// Decodes the two fields.
  public static LocalHeapFreeBlock decode(Cursor cursor) {
    return new LocalHeapFreeBlock(
        cursor.length("offset of next free block"), cursor.length("size of free block"));
  }

  /// Writes the two fields.
  public void encode(Encoder out) {
    out.length(nextOffset).length(size);
  }
}
