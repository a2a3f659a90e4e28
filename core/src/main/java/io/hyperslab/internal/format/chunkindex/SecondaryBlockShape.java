package io.hyperslab.internal.format.chunkindex;

/// What a secondary block of an extensible array covers: the arithmetic of `FMT4 VII.D`.
///
/// Secondary block u has 2^(u/2) data blocks of 2^((u+1)/2) times "Data Blk Min Elmts" elements, so
/// each covers twice as many elements as the one before; divisions round down.
///
/// @param number u
/// @param dataBlocks data blocks of this secondary block
/// @param elementsPerDataBlock elements in each
/// @param firstElement index of the first element, from the end of the index block's elements
/// @param firstDataBlock data blocks of all secondary blocks before this one
/// @param pagesPerDataBlock pages of each data block; 0 when it holds its elements itself
public record SecondaryBlockShape(
    int number,
    long dataBlocks,
    long elementsPerDataBlock,
    long firstElement,
    long firstDataBlock,
    long pagesPerDataBlock) {
  /// The largest number of a secondary block of which some index fits a `long`, for data blocks of
  /// one element at least.
  private static final int LAST = 62;

  /// The shape of secondary block `number`, which starts below index 2^63.
  public static SecondaryBlockShape of(ExtensibleArrayHeader header, int number) {
    long dataBlocks = 1L << number / 2;
    long elements = (long) header.dataBlkMinElmts() << (number + 1) / 2;
    long firstElement = ((1L << number) - 1) * header.dataBlkMinElmts();
    // Each pair of secondary blocks (2i, 2i+1) has 2^i data blocks twice.
    long firstDataBlock = 2 * (dataBlocks - 1) + (number % 2 == 0 ? 0 : dataBlocks);
    long pages = elements > header.pageElements() ? elements >>> header.maxDblkPageNelmtsBits() : 0;
    return new SecondaryBlockShape(
        number, dataBlocks, elements, firstElement, firstDataBlock, pages);
  }

  /// The number after the last secondary block of that array that starts below index 2^63.
  public static int end(ExtensibleArrayHeader header) {
    int minimumBits = 31 - Integer.numberOfLeadingZeros(header.dataBlkMinElmts());
    return Math.min(header.secondaryBlocks(), LAST - minimumBits + 1);
  }
}
