package io.hyperslab.internal.format.chunkindex;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Saturated;

/// The header of a fixed array (`FMT4 VII.C`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `FAHD` |
/// | 1 | Version: 0 |
/// | 1 | Client ID: 0 chunks without filters, 1 with |
/// | 1 | Entry Size |
/// | 1 | Page Bits |
/// | L | Max Num Entries |
/// | O | Data Block Address |
/// | 4 | Checksum |
///
/// @param address where the header is; the data block repeats it
/// @param clientId 0 or 1
/// @param entrySize bytes of an element
/// @param pageBits the base 2 logarithm of the number of elements in a page
/// @param maxNumEntries elements of the array
/// @param dataBlockAddress undefined when no chunk was ever allocated
public record FixedArrayHeader(
    long address,
    int clientId,
    int entrySize,
    int pageBits,
    long maxNumEntries,
    long dataBlockAddress) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "fixed array header";

  private static final int MOST_PAGE_BITS = 62;

  /// Bytes of the header.
  public static long length(FormatContext context) {
    return 12L + context.sizeOfLengths() + context.sizeOfOffsets();
  }

  /// Decodes a header.
  public static FixedArrayHeader decode(Cursor cursor) {
    cursor.signature("FAHD");
    cursor.version(0, 0);
    FixedArrayHeader header =
        new FixedArrayHeader(
            cursor.structureAddress(),
            cursor.u8("client ID", 0, 1),
            cursor.u8(),
            cursor.u8("page bits", 0, MOST_PAGE_BITS),
            cursor.length("max num entries"),
            cursor.addressOrUndefined("data block address"));
    cursor.checksum();
    ChunkElement.checkSize(cursor, header.clientId, header.entrySize);
    return header;
  }

  /// Writes the header.
  public void encode(Encoder out) {
    out.signature("FAHD").u8(0).u8(clientId).u8(entrySize).u8(pageBits);
    out.length(maxNumEntries).address(dataBlockAddress).checksum();
  }

  /// The header once it has a data block.
  public FixedArrayHeader withDataBlock(long newAddress) {
    return new FixedArrayHeader(address, clientId, entrySize, pageBits, maxNumEntries, newAddress);
  }

  /// Elements in every page but the last.
  public long pageEntries() {
    return 1L << pageBits;
  }

  /// Pages of the data block; 0 when it holds its elements itself.
  public long pages() {
    if (maxNumEntries <= pageEntries()) {
      return 0;
    }
    return (maxNumEntries - 1 >>> pageBits) + 1;
  }

  /// Elements in page `page`.
  public long entriesIn(long page) {
    return Math.min(pageEntries(), maxNumEntries - (page << pageBits));
  }

  /// Bytes of the data block, without its pages.
  public long dataBlockLength(FormatContext context) {
    long pages = pages();
    long body =
        pages == 0 ? Saturated.multiply(maxNumEntries, entrySize) : PageBitmap.length(pages);
    return Saturated.add(10L + context.sizeOfOffsets(), body);
  }

  /// Bytes of the data block with all its pages.
  public long dataBlockSpace(FormatContext context) {
    long pages = pages();
    return pages == 0
        ? dataBlockLength(context)
        : Saturated.add(
            pageOffset(context, pages - 1), DataBlockPage.length(entrySize, entriesIn(pages - 1)));
  }

  /// Where page `page` is, from the data block's start.
  public long pageOffset(FormatContext context, long page) {
    long pageLength = Saturated.add(Saturated.multiply(pageEntries(), entrySize), 4);
    return Saturated.add(dataBlockLength(context), Saturated.multiply(page, pageLength));
  }
}
