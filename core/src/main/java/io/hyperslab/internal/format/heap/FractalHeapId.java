package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// The identifier of an object in a fractal heap (`FMT4 III.G`).
///
/// | bits | first byte |
/// |---|---|
/// | 6-7 | Version: 0 |
/// | 4-5 | Type: 0 managed, 1 huge, 2 tiny |
/// | 0-3 | length of a tiny object, minus 1; or, if extended, its bits 8 to 11 |
///
/// | bytes | what follows in an identifier of type |
/// |---|---|
/// | offset width, length width | managed: Offset, Length |
/// | key width | huge, indirectly accessed: v2 B-tree Key |
/// | O, L | huge, directly accessed: Address, Length |
/// | O, L, 4, L | huge, directly accessed, filtered: Address, Length, Filter Mask, De-filtered Size |
/// | | tiny: Data |
/// | 1, | tiny, extended: bits 0 to 7 of the length minus 1; Data |
public sealed interface FractalHeapId {
  /// The structure's name in error messages.
  String STRUCTURE = "fractal heap ID";

  /// Where the type is in the first byte.
  int TYPE_SHIFT = 4;

  /// The type of objects in direct blocks.
  int MANAGED = 0;

  /// The type of objects of their own.
  int HUGE = 1;

  /// The type of objects in their identifiers.
  int TINY = 2;

  /// An object in a direct block.
  ///
  /// @param offset in the heap's address space
  /// @param length bytes
  record Managed(long offset, long length) implements FractalHeapId {}

  /// An object of its own in the file, found through the heap's B-tree.
  ///
  /// @param key the "Huge Object ID" of a record of type 1 or 2
  record HugeIndirect(long key) implements FractalHeapId {}

  /// An object of its own in the file.
  ///
  /// @param address where it is
  /// @param length bytes as stored
  /// @param filterMask filters that were skipped
  /// @param memorySize bytes without filters
  record HugeDirect(long address, long length, int filterMask, long memorySize)
      implements FractalHeapId {}

  /// An object in the identifier itself.
  ///
  /// @param data the object
  record Tiny(Cursor data) implements FractalHeapId {}

  /// Decodes an identifier.
  ///
  /// @param cursor over the identifier; it may be longer than the heap's identifiers are
  static FractalHeapId decode(Cursor cursor, FractalHeapHeader header) {
    int first = cursor.u8();
    if (first >>> 6 != 0) {
      throw cursor.unsupported("version", first >>> 6, "0");
    }
    return switch (first >>> TYPE_SHIFT) {
      case MANAGED -> decodeManaged(cursor, header);
      case HUGE -> decodeHuge(cursor, header);
      case TINY -> decodeTiny(cursor, header, first & 0x0f);
      default -> throw cursor.malformed("type", first >>> TYPE_SHIFT, "0 to 2");
    };
  }

  /// The identifier as stored: as many bytes as the heap's identifiers have.
  ///
  /// @param context the file's widths
  default byte[] encode(FormatContext context, FractalHeapHeader header) {
    Encoder out = new Encoder(context, header.heapIdLength());
    switch (this) {
      case Managed managed ->
          out.u8(MANAGED << TYPE_SHIFT)
              .unsigned(managed.offset(), header.table().offsetWidth())
              .unsigned(managed.length(), header.lengthWidth());
      case HugeIndirect huge -> out.u8(HUGE << TYPE_SHIFT).bits(huge.key(), header.hugeKeyWidth());
      case HugeDirect huge -> {
        out.u8(HUGE << TYPE_SHIFT).address(huge.address()).length(huge.length());
        if (header.isFiltered()) {
          out.i32(huge.filterMask()).length(huge.memorySize());
        }
      }
      case Tiny tiny -> {
        int length = tiny.data().remaining() - 1;
        if (header.tinyIdsAreExtended()) {
          out.u8(TINY << TYPE_SHIFT | length >>> 8).u8(length & 0xff);
        } else {
          out.u8(TINY << TYPE_SHIFT | length);
        }
        out.bytes(tiny.data().rest(STRUCTURE).bytes(length + 1L));
      }
    }
    return out.padTo(header.heapIdLength()).takeBytes();
  }

  private static Managed decodeManaged(Cursor cursor, FractalHeapHeader header) {
    long offset = cursor.unsigned(header.table().offsetWidth(), "offset");
    long length = cursor.unsigned(header.lengthWidth(), "length");
    if (offset == 0 || offset > header.managedSpace()) {
      throw cursor.malformed("offset", offset, "1 to " + header.managedSpace());
    }
    long most = Math.min(header.table().maximumDirectBlockSize(), header.maximumManagedSize());
    if (length == 0 || length > most) {
      throw cursor.malformed("length", length, "1 to " + most);
    }
    return new Managed(offset, length);
  }

  private static FractalHeapId decodeHuge(Cursor cursor, FractalHeapHeader header) {
    if (!header.hugeIdsAreDirect(cursor.context())) {
      return new HugeIndirect(cursor.bits(header.hugeKeyWidth()));
    }
    long address = cursor.address("address");
    long length = cursor.length("length");
    if (!header.isFiltered()) {
      return new HugeDirect(address, length, 0, length);
    }
    return new HugeDirect(address, length, cursor.i32(), cursor.length("de-filtered size"));
  }

  private static Tiny decodeTiny(Cursor cursor, FractalHeapHeader header, int lengthBits) {
    int length = header.tinyIdsAreExtended() ? lengthBits << 8 | cursor.u8() : lengthBits;
    return new Tiny(cursor.slice(length + 1L, STRUCTURE));
  }
}
