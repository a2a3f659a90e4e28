package io.hyperslab;

import io.hyperslab.internal.check.BlockUse;

/// What bytes of a file are there for; see [SpaceReport].
public enum SpaceUse {
  /// Bytes before the file that belong to the application.
  USER_BLOCK,
  /// The superblock, and the driver information block of old files (`FMT4 II`).
  SUPERBLOCK,
  /// The object header of the superblock extension (`FMT4 II.C`).
  SUPERBLOCK_EXTENSION,
  /// Headers of objects, elements of compact datasets included (`FMT4 IV.A`).
  OBJECT_HEADER,
  /// B-trees over the links of groups, and symbol table nodes (`FMT4 III.A`, `III.B`).
  LINK_INDEX,
  /// Heaps with the links of groups, or with their names (`FMT4 III.D`, `III.G`).
  LINK_HEAP,
  /// B-trees over attributes that are not in object headers (`FMT4 III.A.2`).
  ATTRIBUTE_INDEX,
  /// Heaps with attributes that are not in object headers (`FMT4 III.G`).
  ATTRIBUTE_HEAP,
  /// What finds the chunks of datasets (`FMT4 III.A.1`, `VII`).
  CHUNK_INDEX,
  /// Local heaps with the names of external files (`FMT4 III.D`).
  EXTERNAL_FILE_NAMES,
  /// Elements of datasets: chunks as stored, and contiguous storage.
  RAW_DATA,
  /// Global heap collections: elements of variable length and the like (`FMT4 III.E`).
  GLOBAL_HEAP,
  /// The table of the indexes of shared messages (`FMT4 III.I`).
  SHARED_MESSAGE_TABLE,
  /// Lists and B-trees of shared messages (`FMT4 III.I`).
  SHARED_MESSAGE_INDEX,
  /// Heaps with shared messages (`FMT4 III.G`).
  SHARED_MESSAGE_HEAP,
  /// Free-space managers of the file, with their lists (`FMT4 III.H`).
  FREE_SPACE_MANAGER,
  /// An image of a writer's metadata cache (`FMT4 II.D`).
  CACHE_IMAGE,
  /// Free space that the file lists.
  FREE_SPACE,
  /// What nothing leads to: free space that no list knows, and what deleted objects left.
  UNACCOUNTED;

  /// Whether these bytes hold something that the file needs.
  public boolean isUsed() {
    return this != FREE_SPACE && this != UNACCOUNTED;
  }

  /// Whether these bytes are structures of the format, not the user's data and not free.
  public boolean isMetadata() {
    return isUsed() && this != RAW_DATA && this != GLOBAL_HEAP && this != USER_BLOCK;
  }

  static SpaceUse of(BlockUse use) {
    return switch (use) {
      case SUPERBLOCK -> SUPERBLOCK;
      case SUPERBLOCK_EXTENSION -> SUPERBLOCK_EXTENSION;
      case OBJECT_HEADER -> OBJECT_HEADER;
      case LINK_INDEX -> LINK_INDEX;
      case LINK_HEAP -> LINK_HEAP;
      case ATTRIBUTE_INDEX -> ATTRIBUTE_INDEX;
      case ATTRIBUTE_HEAP -> ATTRIBUTE_HEAP;
      case CHUNK_INDEX -> CHUNK_INDEX;
      case EXTERNAL_FILE_NAMES -> EXTERNAL_FILE_NAMES;
      case RAW_DATA -> RAW_DATA;
      case GLOBAL_HEAP -> GLOBAL_HEAP;
      case SHARED_MESSAGE_TABLE -> SHARED_MESSAGE_TABLE;
      case SHARED_MESSAGE_INDEX -> SHARED_MESSAGE_INDEX;
      case SHARED_MESSAGE_HEAP -> SHARED_MESSAGE_HEAP;
      case FREE_SPACE_MANAGER -> FREE_SPACE_MANAGER;
      case CACHE_IMAGE -> CACHE_IMAGE;
      case FREE_SPACE -> FREE_SPACE;
      case UNACCOUNTED -> UNACCOUNTED;
    };
  }
}
