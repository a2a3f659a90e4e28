package io.hyperslab.internal.metadata;

/// How space in a file is given out, and how much memory may stand in for it.
///
/// @param alignmentThreshold bytes from which on space is aligned
/// @param alignment what the position of such space is a multiple of, at least 1
/// @param metadataBlock bytes that are taken at once for small structures
/// @param smallDataBlock bytes that are taken at once for small raw data
/// @param reuseOriginal whether space that was in use when the file was opened may be used anew
///   once it is freed. Writers that made mistakes left files in which two structures share space
/// @param pageSize bytes of the pages that space is given out in, see [PageAllocator]; 0 for none.
///   With pages, alignment and blocks do not count
/// @param structuresEnd where the space of structures ends, if raw data is in a file of its own:
///   see [SplitAllocator]; 0 if it is not
/// @param changesInMemory bytes that changes may take in memory; from there on, what can be written
///   before the commit is
public record SpacePolicy(
    long alignmentThreshold,
    long alignment,
    long metadataBlock,
    long smallDataBlock,
    boolean reuseOriginal,
    long pageSize,
    long structuresEnd,
    long changesInMemory) {
  /// The block sizes that libhdf5 has, too, unless told otherwise.
  private static final long DEFAULT_BLOCK = 2048;

  private static final long DEFAULT_CHANGES = 64L << 20;
  private static final long LARGEST_ALIGNMENT = 1L << 40;

  /// @throws IllegalArgumentException if a size is negative, or the alignment not positive or huge
  public SpacePolicy {
    if (alignmentThreshold < 0
        || alignment < 1
        || alignment > LARGEST_ALIGNMENT
        || metadataBlock < 0
        || smallDataBlock < 0
        || pageSize < 0
        || structuresEnd < 0
        || changesInMemory < 0) {
      throw new IllegalArgumentException(
          "threshold "
              + alignmentThreshold
              + ", alignment "
              + alignment
              + ", blocks "
              + metadataBlock
              + " and "
              + smallDataBlock
              + ", pages of "
              + pageSize
              + ", "
              + changesInMemory
              + " in memory");
    }
  }

  /// No alignment, blocks of 2048 bytes, original space stays unused, 64 MiB of changes.
  public static SpacePolicy defaults() {
    return new SpacePolicy(1, 1, DEFAULT_BLOCK, DEFAULT_BLOCK, false, 0, 0, DEFAULT_CHANGES);
  }

  /// The same with an alignment.
  public SpacePolicy withAlignment(long threshold, long alignment) {
    return new SpacePolicy(
        threshold,
        alignment,
        metadataBlock,
        smallDataBlock,
        reuseOriginal,
        pageSize,
        structuresEnd,
        changesInMemory);
  }

  /// The same, but original space is used anew or not.
  public SpacePolicy withReuseOriginal(boolean reuse) {
    return new SpacePolicy(
        alignmentThreshold,
        alignment,
        metadataBlock,
        smallDataBlock,
        reuse,
        pageSize,
        structuresEnd,
        changesInMemory);
  }

  /// The same without blocks: everything takes the space that it needs, and nothing is left over
  /// between. For files that are written at once.
  public SpacePolicy withoutBlocks() {
    return new SpacePolicy(
        alignmentThreshold,
        alignment,
        0,
        0,
        reuseOriginal,
        pageSize,
        structuresEnd,
        changesInMemory);
  }

  /// The same with other blocks for small structures.
  public SpacePolicy withMetadataBlock(long bytes) {
    return new SpacePolicy(
        alignmentThreshold,
        alignment,
        bytes,
        smallDataBlock,
        reuseOriginal,
        pageSize,
        structuresEnd,
        changesInMemory);
  }

  /// The same with pages, or without for a size of 0.
  public SpacePolicy withPages(long bytes) {
    return new SpacePolicy(
        alignmentThreshold,
        alignment,
        metadataBlock,
        smallDataBlock,
        reuseOriginal,
        bytes,
        structuresEnd,
        changesInMemory);
  }

  /// The same with raw data in a file of its own.
  ///
  /// @param end where the space of structures ends
  public SpacePolicy withStructuresEnd(long end) {
    return new SpacePolicy(
        alignmentThreshold,
        alignment,
        metadataBlock,
        smallDataBlock,
        reuseOriginal,
        pageSize,
        end,
        changesInMemory);
  }

  /// The same with another bound on memory.
  public SpacePolicy withChangesInMemory(long bytes) {
    return new SpacePolicy(
        alignmentThreshold,
        alignment,
        metadataBlock,
        smallDataBlock,
        reuseOriginal,
        pageSize,
        structuresEnd,
        bytes);
  }

  long block(SpaceKind kind) {
    return kind == SpaceKind.METADATA ? metadataBlock : smallDataBlock;
  }
}
