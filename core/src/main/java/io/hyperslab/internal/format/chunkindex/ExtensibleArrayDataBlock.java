package io.hyperslab.internal.format.chunkindex;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Saturated;

/// A data block of an extensible array (`FMT4 VII.D`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `EADB` |
/// | 1 | Version: 0 |
/// | 1 | Client ID: the header's |
/// | O | Header Address |
/// | (Max Nelmts Bits + 7) / 8 | Block Offset |
/// | elements times Element Size | Elements, if the block has no pages |
/// | 4 | Checksum |
///
/// The pages follow the block. The block offset is not checked: for blocks that the index block
/// points to, libhdf5 writes another number than the specification suggests, see
/// [#blockOffset(SecondaryBlockShape, long)].
///
/// @param headerAddress of the array that the block belongs to
/// @param blockOffset as stored
/// @param elements none if the block has pages
public record ExtensibleArrayDataBlock(
    long headerAddress, long blockOffset, ChunkElements elements) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "extensible array data block";

  private static long prefixLength(FormatContext context, ExtensibleArrayHeader header) {
    return 10L + context.sizeOfOffsets() + header.blockOffsetWidth();
  }

  /// Bytes of a data block without pages.
  public static long length(
      FormatContext context, ExtensibleArrayHeader header, long elementCount) {
    return Saturated.add(
        prefixLength(context, header), Saturated.multiply(elementCount, header.elementSize()));
  }

  /// Where page `page` is, from the start of a data block with pages.
  public static long pageOffset(FormatContext context, ExtensibleArrayHeader header, long page) {
    long pageLength = DataBlockPage.length(header.elementSize(), header.pageElements());
    return Saturated.add(prefixLength(context, header), Saturated.multiply(page, pageLength));
  }

  /// Bytes of a data block of that shape, its pages included.
  public static long space(
      FormatContext context, ExtensibleArrayHeader header, SecondaryBlockShape shape) {
    return shape.pagesPerDataBlock() == 0
        ? length(context, header, shape.elementsPerDataBlock())
        : pageOffset(context, header, shape.pagesPerDataBlock());
  }

  /// The block offset that libhdf5 writes. It is right for blocks that secondary blocks point to;
  /// of those that the index block points to it takes the number among all of them for that among
  /// those of their secondary block.
  ///
  /// @param slot the number of the pointer to the block, in the block that holds it
  public static long blockOffset(SecondaryBlockShape shape, long slot) {
    return shape.firstElement() + slot * shape.elementsPerDataBlock();
  }

  /// Decodes a data block without pages, or one with pages up to them.
  ///
  /// @param elementCount 0 if the block has pages
  public static ExtensibleArrayDataBlock decode(
      Cursor cursor, ExtensibleArrayHeader header, long elementCount) {
    cursor.signature("EADB");
    cursor.version(0, 0);
    cursor.u8("client ID", header.clientId(), header.clientId());
    FixedArrayDataBlock.requireOwner(cursor, header.address());
    long blockOffset = cursor.bits(header.blockOffsetWidth());
    ChunkElements elements =
        ChunkElements.decode(cursor, header.clientId(), header.elementSize(), elementCount);
    cursor.checksum();
    return new ExtensibleArrayDataBlock(header.address(), blockOffset, elements);
  }

  /// Writes the data block, without its pages.
  ///
  /// @param header the array's
  public void encode(Encoder out, ExtensibleArrayHeader header) {
    out.signature("EADB").u8(0).u8(elements.clientId()).address(headerAddress);
    out.bits(blockOffset, header.blockOffsetWidth()).bytes(elements.bytes()).checksum();
  }
}
