package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Lookup3;
import java.util.Arrays;

/// A direct block of a fractal heap, which holds objects (`FMT4 III.G`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `FHDB` |
/// | 1 | Version: 0 |
/// | O | Heap Header Address |
/// | offset width | Block Offset |
/// | 4 | Checksum, if the header's flags say so: of the whole block, with this field as zeros |
/// | the rest | Object Data |
///
/// Offsets of objects count from the block's start, not from the start of its object data.
///
/// @param heapHeaderAddress of the heap that the block belongs to
/// @param blockOffset where the block starts in the heap's address space
/// @param prefixLength bytes before the object data
/// @param bytes the whole block; the checksum is cleared
public record FractalHeapDirectBlock(
    long heapHeaderAddress, long blockOffset, int prefixLength, byte[] bytes) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "fractal heap direct block";

  private static final int CHECKSUM_SIZE = 4;

  /// Decodes a direct block.
  ///
  /// @param cursor over the block as it was before filters
  /// @param offset where the block must start in the heap's address space
  public static FractalHeapDirectBlock decode(
      Cursor cursor, FractalHeapHeader header, long offset) {
    byte[] bytes = cursor.bytes(cursor.remaining());
    cursor.seek(0);
    cursor.signature("FHDB");
    cursor.version(0, 0);
    requireOwner(cursor, header, offset);
    if (header.checksumsDirectBlocks()) {
      verifyChecksum(cursor, bytes);
    }
    return new FractalHeapDirectBlock(header.address(), offset, cursor.position(), bytes);
  }

  /// Bytes before the object data of every direct block of a heap.
  public static int prefixLength(FormatContext context, FractalHeapHeader header) {
    return 5
        + context.sizeOfOffsets()
        + header.table().offsetWidth()
        + (header.checksumsDirectBlocks() ? CHECKSUM_SIZE : 0);
  }

  /// An empty direct block.
  ///
  /// @param offset where the block starts in the heap's address space
  /// @param size of the whole block in bytes, larger than the prefix
  public static FractalHeapDirectBlock empty(
      FormatContext context, FractalHeapHeader header, long offset, int size) {
    Encoder prefix = new Encoder(context);
    prefix.signature("FHDB").u8(0).address(header.address());
    prefix.bits(offset, header.table().offsetWidth());
    return new FractalHeapDirectBlock(
        header.address(),
        offset,
        prefixLength(context, header),
        Arrays.copyOf(prefix.toBytes(), size));
  }

  /// The same block with bytes of its own.
  public FractalHeapDirectBlock copy() {
    return new FractalHeapDirectBlock(heapHeaderAddress, blockOffset, prefixLength, bytes.clone());
  }

  /// Appends the block as it is before filters.
  public void encode(Encoder out, FractalHeapHeader header) {
    out.bytes(bytes);
    if (header.checksumsDirectBlocks()) {
      out.patch32(prefixLength - CHECKSUM_SIZE, Lookup3.hash(bytes, 0, bytes.length));
    }
  }

  private static void verifyChecksum(Cursor cursor, byte[] bytes) {
    int at = cursor.position();
    int stored = cursor.i32();
    for (int i = 0; i < CHECKSUM_SIZE; i++) {
      bytes[at + i] = 0;
    }
    int computed = Lookup3.hash(bytes, 0, bytes.length);
    if (stored != computed) {
      throw cursor.malformed(
          "checksum", "0x" + Integer.toHexString(stored), "0x" + Integer.toHexString(computed));
    }
  }

  /// Checks the two fields by which blocks of both kinds say where they belong.
  static void requireOwner(Cursor cursor, FractalHeapHeader header, long offset) {
    long owner = cursor.addressUnchecked();
    if (owner != header.address()) {
      throw cursor.malformed(
          "heap header address",
          "0x" + Long.toHexString(owner),
          "0x" + Long.toHexString(header.address()));
    }
    long stored = cursor.bits(header.table().offsetWidth());
    if (stored != offset) {
      throw cursor.malformed("block offset", Long.toUnsignedString(stored), String.valueOf(offset));
    }
  }

  /// Whether this is the block of that heap with that place and size. A block that is met on a
  /// second way, as happens in damaged files only, may have another.
  public boolean is(FractalHeapHeader header, long offset, long size) {
    return heapHeaderAddress == header.address() && blockOffset == offset && bytes.length == size;
  }

  /// A cursor over one object.
  ///
  /// @param start where the object starts, from the block's start
  /// @param address where the block is in the file
  /// @param structure what the object is, for error messages
  public Cursor object(
      long start, long length, long address, String structure, FormatContext context) {
    Cursor block = Cursor.over(bytes, address, STRUCTURE, context);
    if (start < prefixLength) {
      throw block.malformed("offset of object", start, "at least " + prefixLength);
    }
    if (length > bytes.length - start) {
      throw block.malformed("end of object", start + " + " + length, "at most " + bytes.length);
    }
    return Cursor.over(bytes, (int) start, (int) length, address + start, structure, context);
  }
}
