package io.hyperslab.internal.format.chunkindex;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Saturated;

/// A secondary block of an extensible array (`FMT4 VII.D`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `EASB` |
/// | 1 | Version: 0 |
/// | 1 | Client ID: the header's |
/// | O | Header Address |
/// | (Max Nelmts Bits + 7) / 8 | Block Offset |
/// | data blocks times (pages + 7) / 8 | Page Bitmap, if data blocks have pages |
/// | O each | Data Block Addresses |
/// | 4 | Checksum |
///
/// The bitmap has room for whole bytes for each data block, but the bits are packed without regard
/// to bytes: page p of data block d is bit d times pages + p.
///
/// @param headerAddress of the array that the block belongs to
/// @param clientId the header's
/// @param shape what the block covers
/// @param pageBitmap empty if data blocks have no pages
/// @param dataBlockAddresses undefined where no data block is allocated
public record ExtensibleArraySecondaryBlock(
    long headerAddress,
    int clientId,
    SecondaryBlockShape shape,
    PageBitmap pageBitmap,
    long[] dataBlockAddresses) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "extensible array secondary block";

  /// Bytes of a secondary block.
  public static long length(
      FormatContext context, ExtensibleArrayHeader header, SecondaryBlockShape shape) {
    long perDataBlock = PageBitmap.length(shape.pagesPerDataBlock()) + context.sizeOfOffsets();
    return Saturated.add(
        10L + context.sizeOfOffsets() + header.blockOffsetWidth(),
        Saturated.multiply(shape.dataBlocks(), perDataBlock));
  }

  /// Decodes a secondary block.
  public static ExtensibleArraySecondaryBlock decode(
      Cursor cursor, ExtensibleArrayHeader header, SecondaryBlockShape shape) {
    cursor.signature("EASB");
    cursor.version(0, 0);
    cursor.u8("client ID", header.clientId(), header.clientId());
    FixedArrayDataBlock.requireOwner(cursor, header.address());
    long offset = cursor.bits(header.blockOffsetWidth());
    if (offset != shape.firstElement()) {
      throw cursor.malformed("block offset", offset, String.valueOf(shape.firstElement()));
    }
    PageBitmap bitmap =
        new PageBitmap(
            cursor.bytes(
                Saturated.multiply(
                    shape.dataBlocks(), PageBitmap.length(shape.pagesPerDataBlock()))));
    long[] dataBlocks =
        ExtensibleArrayIndexBlock.addresses(cursor, shape.dataBlocks(), "data block address");
    cursor.checksum();
    return new ExtensibleArraySecondaryBlock(
        header.address(), header.clientId(), shape, bitmap, dataBlocks);
  }

  /// Writes the secondary block.
  ///
  /// @param header the array's
  public void encode(Encoder out, ExtensibleArrayHeader header) {
    out.signature("EASB").u8(0).u8(clientId).address(headerAddress);
    out.bits(shape.firstElement(), header.blockOffsetWidth()).bytes(pageBitmap.bytes());
    ExtensibleArrayIndexBlock.addresses(out, dataBlockAddresses);
    out.checksum();
  }

  /// Notes that page `page` of data block `dataBlock` was written. Only for copies that nobody else
  /// sees.
  public void initialize(long dataBlock, long page) {
    pageBitmap.initialize(dataBlock * shape.pagesPerDataBlock() + page);
  }

  /// Whether page `page` of data block `dataBlock` was written.
  public boolean isInitialized(long dataBlock, long page) {
    return pageBitmap.isInitialized(dataBlock * shape.pagesPerDataBlock() + page);
  }
}
