package io.hyperslab.internal.format.chunkindex;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// The header of an extensible array (`FMT4 VII.D`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `EAHD` |
/// | 1 | Version: 0 |
/// | 1 | Client ID: 0 chunks without filters, 1 with |
/// | 1 | Element Size |
/// | 1 | Max Nelmts Bits |
/// | 1 | Index Blk Elmts |
/// | 1 | Data Blk Min Elmts |
/// | 1 | Secondary Blk Min Data Ptrs |
/// | 1 | Max Dblk Page Nelmts Bits |
/// | L | Num Secondary Blks |
/// | L | Secondary Blk Size |
/// | L | Num Data Blks |
/// | L | Data Blk Size |
/// | L | Max Index Set |
/// | L | Num Elmts |
/// | O | Index Block Address |
/// | 4 | Checksum |
///
/// The statistics are kept for inspection; of the L-sized fields only "Max Index Set" is relied on.
///
/// @param address where the header is; every block of the array repeats it
/// @param clientId 0 or 1
/// @param elementSize bytes of an element
/// @param maxNelmtsBits bits of an index
/// @param indexBlkElmts elements in the index block
/// @param dataBlkMinElmts elements in the smallest data block, a power of two
/// @param secondaryBlkMinDataPtrs data blocks of the first secondary block that exists, a power of
///   two
/// @param maxDblkPageNelmtsBits the base 2 logarithm of the number of elements in a page
/// @param numSecondaryBlks statistics
/// @param secondaryBlkSize statistics
/// @param numDataBlks statistics
/// @param dataBlkSize statistics
/// @param maxIndexSet one more than the largest index in use
/// @param numElmts statistics
/// @param indexBlockAddress undefined when no chunk was ever allocated
public record ExtensibleArrayHeader(
    long address,
    int clientId,
    int elementSize,
    int maxNelmtsBits,
    int indexBlkElmts,
    int dataBlkMinElmts,
    int secondaryBlkMinDataPtrs,
    int maxDblkPageNelmtsBits,
    long numSecondaryBlks,
    long secondaryBlkSize,
    long numDataBlks,
    long dataBlkSize,
    long maxIndexSet,
    long numElmts,
    long indexBlockAddress) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "extensible array header";

  /// Bytes of the header.
  public static long length(FormatContext context) {
    return 16L + 6L * context.sizeOfLengths() + context.sizeOfOffsets();
  }

  /// Decodes a header and checks that its parameters fit together.
  public static ExtensibleArrayHeader decode(Cursor cursor) {
    cursor.signature("EAHD");
    cursor.version(0, 0);
    int lengths = cursor.context().sizeOfLengths();
    ExtensibleArrayHeader header =
        new ExtensibleArrayHeader(
            cursor.structureAddress(),
            cursor.u8("client ID", 0, 1),
            cursor.u8(),
            cursor.u8("max nelmts bits", 1, 64),
            cursor.u8(),
            cursor.u8(),
            cursor.u8(),
            cursor.u8("max dblk page nelmts bits", 0, 62),
            cursor.bits(lengths),
            cursor.bits(lengths),
            cursor.bits(lengths),
            cursor.bits(lengths),
            cursor.length("max index set"),
            cursor.bits(lengths),
            cursor.addressOrUndefined("index block address"));
    cursor.checksum();
    header.check(cursor);
    return header;
  }

  private void check(Cursor cursor) {
    ChunkElement.checkSize(cursor, clientId, elementSize);
    if (Integer.bitCount(dataBlkMinElmts) != 1) {
      throw cursor.malformed("data blk min elmts", dataBlkMinElmts, "a power of two");
    }
    if (Integer.bitCount(secondaryBlkMinDataPtrs) != 1) {
      throw cursor.malformed(
          "secondary blk min data ptrs", secondaryBlkMinDataPtrs, "a power of two");
    }
    int inIndexBlock = secondaryBlocksInIndexBlock();
    if (secondaryBlocks() < inIndexBlock) {
      throw cursor.malformed(
          "max nelmts bits",
          maxNelmtsBits,
          "at least " + (maxNelmtsBits + inIndexBlock - secondaryBlocks()));
    }
    // Data blocks that the index block points to have no page bitmap, so they cannot have pages.
    long largest = SecondaryBlockShape.of(this, inIndexBlock).elementsPerDataBlock();
    if (largest > pageElements()) {
      throw cursor.malformed(
          "max dblk page nelmts bits",
          maxDblkPageNelmtsBits,
          "enough for " + largest + " elements");
    }
  }

  /// Writes the header.
  public void encode(Encoder out) {
    int lengths = out.context().sizeOfLengths();
    out.signature("EAHD").u8(0).u8(clientId).u8(elementSize);
    out.u8(maxNelmtsBits).u8(indexBlkElmts).u8(dataBlkMinElmts);
    out.u8(secondaryBlkMinDataPtrs).u8(maxDblkPageNelmtsBits);
    out.bits(numSecondaryBlks, lengths).bits(secondaryBlkSize, lengths);
    out.bits(numDataBlks, lengths).bits(dataBlkSize, lengths);
    out.length(maxIndexSet).bits(numElmts, lengths).address(indexBlockAddress).checksum();
  }

  /// The header once the array has an index block, whose elements count from then on.
  public ExtensibleArrayHeader withIndexBlock(long newAddress) {
    return with(
        numSecondaryBlks,
        secondaryBlkSize,
        numDataBlks,
        dataBlkSize,
        maxIndexSet,
        numElmts + indexBlkElmts,
        newAddress);
  }

  /// The header once there is one more secondary block, of `length` bytes.
  public ExtensibleArrayHeader withSecondaryBlock(long length) {
    return with(
        numSecondaryBlks + 1,
        secondaryBlkSize + length,
        numDataBlks,
        dataBlkSize,
        maxIndexSet,
        numElmts,
        indexBlockAddress);
  }

  /// The header once there is one more data block.
  ///
  /// @param length its bytes, pages included
  /// @param elements how many it has room for
  public ExtensibleArrayHeader withDataBlock(long length, long elements) {
    return with(
        numSecondaryBlks,
        secondaryBlkSize,
        numDataBlks + 1,
        dataBlkSize + length,
        maxIndexSet,
        numElmts + elements,
        indexBlockAddress);
  }

  /// The header with another "Max Index Set".
  public ExtensibleArrayHeader withMaxIndexSet(long newMaxIndexSet) {
    return with(
        numSecondaryBlks,
        secondaryBlkSize,
        numDataBlks,
        dataBlkSize,
        newMaxIndexSet,
        numElmts,
        indexBlockAddress);
  }

  private ExtensibleArrayHeader with(
      long newSecondaryBlks,
      long newSecondaryBlkSize,
      long newDataBlks,
      long newDataBlkSize,
      long newMaxIndexSet,
      long newElmts,
      long newIndexBlockAddress) {
    return new ExtensibleArrayHeader(
        address,
        clientId,
        elementSize,
        maxNelmtsBits,
        indexBlkElmts,
        dataBlkMinElmts,
        secondaryBlkMinDataPtrs,
        maxDblkPageNelmtsBits,
        newSecondaryBlks,
        newSecondaryBlkSize,
        newDataBlks,
        newDataBlkSize,
        newMaxIndexSet,
        newElmts,
        newIndexBlockAddress);
  }

  private static int log2(int value) {
    return 31 - Integer.numberOfLeadingZeros(value);
  }

  /// Secondary blocks that cover all indexes, those whose data blocks the index block points to
  /// included.
  public int secondaryBlocks() {
    return 1 + maxNelmtsBits - log2(dataBlkMinElmts);
  }

  /// Secondary blocks that do not exist: the index block points to their data blocks itself.
  public int secondaryBlocksInIndexBlock() {
    return 2 * log2(secondaryBlkMinDataPtrs);
  }

  /// Data blocks that the index block points to.
  public int dataBlocksInIndexBlock() {
    return 2 * (secondaryBlkMinDataPtrs - 1);
  }

  /// The secondary block that holds `index`, which counts from the end of the index block's
  /// elements.
  public int secondaryBlock(long index) {
    return 63 - Long.numberOfLeadingZeros(index / dataBlkMinElmts + 1);
  }

  /// Elements in a page.
  public long pageElements() {
    return 1L << maxDblkPageNelmtsBits;
  }

  /// Bytes of the offset that secondary blocks and data blocks hold.
  public int blockOffsetWidth() {
    return (maxNelmtsBits + 7) / 8;
  }
}
