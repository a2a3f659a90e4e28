package io.hyperslab.internal.check;

/// What a block of a file is there for.
public enum BlockUse {
  /// The superblock, and the driver information block of old files.
  SUPERBLOCK,
  /// The object header of the superblock extension.
  SUPERBLOCK_EXTENSION,
  /// Headers of objects.
  OBJECT_HEADER,
  /// Trees over the links of a group, and symbol table nodes.
  LINK_INDEX,
  /// Heaps with the links of a group, or with their names.
  LINK_HEAP,
  /// Trees over attributes in dense storage.
  ATTRIBUTE_INDEX,
  /// Heaps with attributes in dense storage.
  ATTRIBUTE_HEAP,
  /// What finds the chunks of a dataset.
  CHUNK_INDEX,
  /// Local heaps with the names of external files.
  EXTERNAL_FILE_NAMES,
  /// Elements of datasets.
  RAW_DATA,
  /// Global heap collections.
  GLOBAL_HEAP,
  /// The table of the indexes of shared messages.
  SHARED_MESSAGE_TABLE,
  /// Lists and trees of shared messages.
  SHARED_MESSAGE_INDEX,
  /// Heaps with shared messages.
  SHARED_MESSAGE_HEAP,
  /// Free-space managers of the file, with their lists.
  FREE_SPACE_MANAGER,
  /// An image of the metadata cache.
  CACHE_IMAGE,
  /// What free-space managers list.
  FREE_SPACE,
  /// What nothing leads to.
  UNACCOUNTED
}
