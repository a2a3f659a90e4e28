package io.hyperslab.internal.format.chunkindex;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// The index block of an extensible array (`FMT4 VII.D`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `EAIB` |
/// | 1 | Version: 0 |
/// | 1 | Client ID: the header's |
/// | O | Header Address |
/// | Index Blk Elmts times Element Size | Elements |
/// | O each | Data Block Addresses: 2 (Secondary Blk Min Data Ptrs - 1) of them |
/// | O each | Secondary Block Addresses |
/// | 4 | Checksum |
///
/// @param headerAddress of the array that the block belongs to
/// @param elements the first elements of the array
/// @param dataBlockAddresses of the data blocks of the first secondary blocks
/// @param secondaryBlockAddresses of the other secondary blocks
public record ExtensibleArrayIndexBlock(
    long headerAddress,
    ChunkElements elements,
    long[] dataBlockAddresses,
    long[] secondaryBlockAddresses) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "extensible array index block";

  /// Bytes of the index block.
  public static long length(FormatContext context, ExtensibleArrayHeader header) {
    long addresses =
        1L
            + header.dataBlocksInIndexBlock()
            + header.secondaryBlocks()
            - header.secondaryBlocksInIndexBlock();
    return 10L
        + (long) header.indexBlkElmts() * header.elementSize()
        + addresses * context.sizeOfOffsets();
  }

  /// Decodes an index block.
  public static ExtensibleArrayIndexBlock decode(Cursor cursor, ExtensibleArrayHeader header) {
    cursor.signature("EAIB");
    cursor.version(0, 0);
    cursor.u8("client ID", header.clientId(), header.clientId());
    FixedArrayDataBlock.requireOwner(cursor, header.address());
    ChunkElements elements =
        ChunkElements.decode(
            cursor, header.clientId(), header.elementSize(), header.indexBlkElmts());
    long[] dataBlocks = addresses(cursor, header.dataBlocksInIndexBlock(), "data block address");
    long[] secondaryBlocks =
        addresses(
            cursor,
            header.secondaryBlocks() - header.secondaryBlocksInIndexBlock(),
            "secondary block address");
    cursor.checksum();
    return new ExtensibleArrayIndexBlock(header.address(), elements, dataBlocks, secondaryBlocks);
  }

  /// Writes the index block.
  public void encode(Encoder out) {
    out.signature("EAIB").u8(0).u8(elements.clientId()).address(headerAddress);
    out.bytes(elements.bytes());
    addresses(out, dataBlockAddresses);
    addresses(out, secondaryBlockAddresses);
    out.checksum();
  }

  static void addresses(Encoder out, long[] addresses) {
    for (long address : addresses) {
      out.address(address);
    }
  }

  static long[] addresses(Cursor cursor, long count, String item) {
    long[] addresses = new long[cursor.count(count, cursor.context().sizeOfOffsets(), item)];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = cursor.addressOrUndefined(item);
    }
    return addresses;
  }
}
