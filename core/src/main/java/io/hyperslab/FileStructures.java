package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.check.BlockUse;
import io.hyperslab.internal.check.FileBlocks;
import io.hyperslab.internal.model.FileModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the structures of a file that belong to no object take of it, in bytes, and what space it
/// knows to be free.
///
/// @param superblock the superblock, without the driver information block of old files
/// @param superblockExtension the object header of the superblock extension
/// @param sharedMessageTable the table of the indexes of shared messages
/// @param sharedMessageIndexes those indexes
/// @param unmadeSharedMessageLists bytes that further indexes will have once something is entered:
///   no part of the file, but libhdf5 counts them
/// @param sharedMessageHeaps the heaps with the shared messages
/// @param freeSpaceManagers the free-space managers with their lists
/// @param freeSections free space that the file lists
public record FileStructures(
    long superblock,
    long superblockExtension,
    long sharedMessageTable,
    long sharedMessageIndexes,
    long unmadeSharedMessageLists,
    long sharedMessageHeaps,
    long freeSpaceManagers,
    List<FreeSection> freeSections) {
  /// Free space that the file lists.
  ///
  /// @param address of its first byte, from the file's base address
  /// @param size its bytes
  public record FreeSection(long address, long size) {}

  /// Copies the list.
  public FileStructures {
    freeSections = List.copyOf(freeSections);
  }

  /// @throws Hdf5Exception if one of them cannot be followed, or reaches out of the file
  static FileStructures of(FileModel model) {
    Map<BlockUse, Long> sizes = new EnumMap<>(BlockUse.class);
    List<FreeSection> sections = new ArrayList<>();
    FileBlocks blocks = new FileBlocks(model);
    blocks.forEach(
        (use, address, size, _) -> {
          sizes.merge(use, size, Saturated::add);
          if (use == BlockUse.FREE_SPACE) {
            sections.add(new FreeSection(address, size));
          }
        },
        failure -> {
          throw failure;
        });
    return new FileStructures(
        model.superblock().size(),
        sizes.getOrDefault(BlockUse.SUPERBLOCK_EXTENSION, 0L),
        sizes.getOrDefault(BlockUse.SHARED_MESSAGE_TABLE, 0L),
        sizes.getOrDefault(BlockUse.SHARED_MESSAGE_INDEX, 0L),
        blocks.unmadeLists(),
        sizes.getOrDefault(BlockUse.SHARED_MESSAGE_HEAP, 0L),
        sizes.getOrDefault(BlockUse.FREE_SPACE_MANAGER, 0L),
        sections);
  }
}
