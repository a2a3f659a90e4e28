package io.hyperslab;

import io.hyperslab.internal.format.message.FileSpaceInfoMessage;
import io.hyperslab.internal.model.FileModel;

/// What the superblock and its extension say about a file.
///
/// @param superblockVersion 0 to 3
/// @param userBlockSize bytes before the HDF5 data that belong to the application
/// @param sizeOfOffsets bytes of an address
/// @param sizeOfLengths bytes of a length
/// @param groupInternalK half the entries of a node of a group's version 1 B-tree
/// @param groupLeafK half the entries of a symbol table node
/// @param indexedStorageK half the entries of a node of a chunk index's version 1 B-tree
/// @param strategy how file space is managed
/// @param persistFreeSpace whether free space is recorded when the file is closed
/// @param freeSpaceThreshold the smallest free section that is recorded, in bytes
/// @param pageSize bytes of a file-space page
public record FileProperties(
    int superblockVersion,
    long userBlockSize,
    int sizeOfOffsets,
    int sizeOfLengths,
    int groupInternalK,
    int groupLeafK,
    int indexedStorageK,
    FileSpaceStrategy strategy,
    boolean persistFreeSpace,
    long freeSpaceThreshold,
    long pageSize) {
  /// How file space is managed (`FMT4 IV.A.2.x`).
  public enum FileSpaceStrategy {
    /// Free-space managers, aggregators and the virtual file driver.
    FREE_SPACE_MANAGER_AND_AGGREGATORS,
    /// Free-space managers with paged aggregation.
    PAGED_AGGREGATION,
    /// Aggregators and the virtual file driver.
    AGGREGATORS,
    /// The virtual file driver only.
    NONE;

    FileSpaceInfoMessage.Strategy stored() {
      return switch (this) {
        case FREE_SPACE_MANAGER_AND_AGGREGATORS ->
            FileSpaceInfoMessage.Strategy.FREE_SPACE_MANAGERS_AND_AGGREGATORS;
        case PAGED_AGGREGATION -> FileSpaceInfoMessage.Strategy.PAGES;
        case AGGREGATORS -> FileSpaceInfoMessage.Strategy.AGGREGATORS;
        case NONE -> FileSpaceInfoMessage.Strategy.NONE;
      };
    }
  }

  static FileProperties of(FileModel model) {
    FileSpaceInfoMessage space = model.fileSpace().orElseGet(FileSpaceInfoMessage::defaults);
    return new FileProperties(
        model.superblock().version(),
        model.baseAddress(),
        model.superblock().sizeOfOffsets(),
        model.superblock().sizeOfLengths(),
        model.groupInternalK(),
        model.groupLeafK(),
        model.indexedStorageK(),
        strategy(space.strategy()),
        space.persisting(),
        space.threshold(),
        space.pageSize());
  }

  private static FileSpaceStrategy strategy(FileSpaceInfoMessage.Strategy stored) {
    return switch (stored) {
      case FREE_SPACE_MANAGERS_AND_AGGREGATORS ->
          FileSpaceStrategy.FREE_SPACE_MANAGER_AND_AGGREGATORS;
      case PAGES -> FileSpaceStrategy.PAGED_AGGREGATION;
      case AGGREGATORS -> FileSpaceStrategy.AGGREGATORS;
      case NONE -> FileSpaceStrategy.NONE;
    };
  }
}
