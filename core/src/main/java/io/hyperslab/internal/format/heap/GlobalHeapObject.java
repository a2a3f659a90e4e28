package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// What precedes the data of an object in a global heap collection (`FMT4 III.E`).
///
/// | bytes | field |
/// |---|---|
/// | 2 | Heap Object Index: 0 is the free space |
/// | 2 | Reference Count |
/// | 4 | Reserved |
/// | L | Object Size |
/// | | padding to a multiple of 8 |
///
/// @param index the number by which identifiers refer to the object
/// @param referenceCount not used when reading
/// @param size bytes of the data that follow; for index 0 bytes of free space, this header included
public record GlobalHeapObject(int index, int referenceCount, long size) {
  /// The index of the free space.
  public static final int FREE_SPACE = 0;

  /// Bytes of the header.
  public static int headerLength(FormatContext context) {
    return aligned(8 + context.sizeOfLengths());
  }

  static int aligned(int length) {
    return (length + 7) / 8 * 8;
  }

  /// Decodes a header and leaves the cursor at the data.
  public static GlobalHeapObject decode(Cursor cursor) {
    int index = cursor.u16();
    int references = cursor.u16();
    cursor.skip(4);
    long size = cursor.length("object size");
    cursor.skip(headerLength(cursor.context()) - 8L - cursor.context().sizeOfLengths());
    return new GlobalHeapObject(index, references, size);
  }

  /// Writes the header; the data, and zeros up to a multiple of 8, come behind it.
  public void encode(Encoder out) {
    int start = out.size();
    out.u16(index).u16(referenceCount).u32(0).length(size);
    out.padTo(start + headerLength(out.context()));
  }

  /// How far the next object's header is from this one's.
  public long stride(FormatContext context) {
    if (index == FREE_SPACE) {
      return size;
    }
    return headerLength(context) + (size + 7 & ~7L);
  }
}
