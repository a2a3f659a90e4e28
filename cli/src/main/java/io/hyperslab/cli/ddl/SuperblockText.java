package io.hyperslab.cli.ddl;

import io.hyperslab.FileProperties;

/// What the superblock says, as the block `SUPER_BLOCK`.
final class SuperblockText {
  private SuperblockText() {}

  static String of(FileProperties file) {
    String strategy =
        switch (file.strategy()) {
          case FREE_SPACE_MANAGER_AND_AGGREGATORS -> "FSM_AGGR";
          case PAGED_AGGREGATION -> "PAGE";
          case AGGREGATORS -> "AGGR";
          case NONE -> "NONE";
        };
    return String.join(
        "\n   ",
        "\nSUPER_BLOCK {",
        "SUPERBLOCK_VERSION " + file.superblockVersion(),
        "FREELIST_VERSION 0",
        "SYMBOLTABLE_VERSION 0",
        "OBJECTHEADER_VERSION 0",
        "OFFSET_SIZE " + file.sizeOfOffsets(),
        "LENGTH_SIZE " + file.sizeOfLengths(),
        "BTREE_RANK " + file.groupInternalK(),
        "BTREE_LEAF " + file.groupLeafK(),
        "ISTORE_K " + file.indexedStorageK(),
        "FILE_SPACE_STRATEGY H5F_FSPACE_STRATEGY_" + strategy,
        "FREE_SPACE_PERSIST " + (file.persistFreeSpace() ? "TRUE" : "FALSE"),
        "FREE_SPACE_SECTION_THRESHOLD " + file.freeSpaceThreshold(),
        "FILE_SPACE_PAGE_SIZE " + file.pageSize(),
        "USER_BLOCK {",
        "   USERBLOCK_SIZE " + file.userBlockSize(),
        "}\n}");
  }
}
