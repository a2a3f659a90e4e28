package io.hyperslab.internal.format.chunkindex;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// The data block of a fixed array (`FMT4 VII.C`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `FADB` |
/// | 1 | Version: 0 |
/// | 1 | Client ID: the header's |
/// | O | Header Address |
/// | (pages + 7) / 8 | Page Bitmap, if the block has pages |
/// | entries times Entry Size | Elements, if the block has no pages |
/// | 4 | Checksum |
///
/// The pages follow the block.
///
/// @param headerAddress of the array that the block belongs to
/// @param pageBitmap empty if the block has no pages
/// @param elements none if the block has pages
public record FixedArrayDataBlock(
    long headerAddress, PageBitmap pageBitmap, ChunkElements elements) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "fixed array data block";

  /// Decodes a data block, without its pages.
  public static FixedArrayDataBlock decode(Cursor cursor, FixedArrayHeader header) {
    cursor.signature("FADB");
    cursor.version(0, 0);
    cursor.u8("client ID", header.clientId(), header.clientId());
    requireOwner(cursor, header.address());
    long pages = header.pages();
    PageBitmap bitmap = new PageBitmap(cursor.bytes(PageBitmap.length(pages)));
    ChunkElements elements =
        ChunkElements.decode(
            cursor, header.clientId(), header.entrySize(), pages == 0 ? header.maxNumEntries() : 0);
    cursor.checksum();
    return new FixedArrayDataBlock(header.address(), bitmap, elements);
  }

  /// Writes the data block, without its pages.
  public void encode(Encoder out) {
    out.signature("FADB").u8(0).u8(elements.clientId()).address(headerAddress);
    out.bytes(pageBitmap.bytes()).bytes(elements.bytes()).checksum();
  }

  /// Checks the header address by which every block of an array says where it belongs.
  static void requireOwner(Cursor cursor, long headerAddress) {
    long owner = cursor.addressUnchecked();
    if (owner != headerAddress) {
      throw cursor.malformed(
          "header address", "0x" + Long.toHexString(owner), "0x" + Long.toHexString(headerAddress));
    }
  }
}
