package io.hyperslab.internal.edit;

import io.hyperslab.internal.format.message.DriverInfoMessage;
import io.hyperslab.internal.format.message.FileSpaceInfoMessage;
import io.hyperslab.internal.metadata.SpacePolicy;
import io.hyperslab.storage.WritableSplit;
import java.util.Optional;

/// What a file is to be.
///
/// @param dialect in which structures are written
/// @param userBlock bytes before the HDF5 data
/// @param sizeOfOffsets bytes of an address
/// @param sizeOfLengths bytes of a length
/// @param groupLeafK half the entries of a symbol table node
/// @param groupInternalK half the entries of a group's version 1 B-tree node
/// @param indexedStorageK half the entries of a chunk index's version 1 B-tree node
/// @param root the root group
/// @param space how space is given out
/// @param fileSpace what the file says about that; empty where nothing need be said
/// @param driver what the file says about the files it consists of; empty if it is one
public record FileForm(
    Dialect dialect,
    long userBlock,
    int sizeOfOffsets,
    int sizeOfLengths,
    int groupLeafK,
    int groupInternalK,
    int indexedStorageK,
    GroupForm root,
    SpacePolicy space,
    Optional<FileSpaceInfoMessage> fileSpace,
    Optional<DriverInfoMessage> driver) {
  /// The same in another dialect.
  public FileForm withDialect(Dialect changed) {
    return new FileForm(
        changed,
        userBlock,
        sizeOfOffsets,
        sizeOfLengths,
        groupLeafK,
        groupInternalK,
        indexedStorageK,
        root,
        space,
        fileSpace,
        driver);
  }

  /// The same with another user block.
  public FileForm withUserBlock(long size) {
    return new FileForm(
        dialect,
        size,
        sizeOfOffsets,
        sizeOfLengths,
        groupLeafK,
        groupInternalK,
        indexedStorageK,
        root,
        space,
        fileSpace,
        driver);
  }

  /// The same with other widths.
  public FileForm withSizes(int offsets, int lengths) {
    return new FileForm(
        dialect,
        userBlock,
        offsets,
        lengths,
        groupLeafK,
        groupInternalK,
        indexedStorageK,
        root,
        space,
        fileSpace,
        driver);
  }

  /// The same with other nodes.
  public FileForm withK(int groupInternal, int groupLeaf, int indexedStorage) {
    return new FileForm(
        dialect,
        userBlock,
        sizeOfOffsets,
        sizeOfLengths,
        groupLeaf,
        groupInternal,
        indexedStorage,
        root,
        space,
        fileSpace,
        driver);
  }

  /// The same with another root group.
  public FileForm withRoot(GroupForm changed) {
    return new FileForm(
        dialect,
        userBlock,
        sizeOfOffsets,
        sizeOfLengths,
        groupLeafK,
        groupInternalK,
        indexedStorageK,
        changed,
        space,
        fileSpace,
        driver);
  }

  /// The same with another policy for space.
  public FileForm withSpace(SpacePolicy changed) {
    return new FileForm(
        dialect,
        userBlock,
        sizeOfOffsets,
        sizeOfLengths,
        groupLeafK,
        groupInternalK,
        indexedStorageK,
        root,
        changed,
        fileSpace,
        driver);
  }

  /// The same, saying something else about its space.
  public FileForm withFileSpace(FileSpaceInfoMessage changed) {
    return new FileForm(
        dialect,
        userBlock,
        sizeOfOffsets,
        sizeOfLengths,
        groupLeafK,
        groupInternalK,
        indexedStorageK,
        root,
        space,
        Optional.of(changed).filter(message -> !message.isDefault()),
        driver);
  }

  /// The same, saying of which files it consists.
  public FileForm withDriver(DriverInfoMessage changed) {
    return new FileForm(
        dialect,
        userBlock,
        sizeOfOffsets,
        sizeOfLengths,
        groupLeafK,
        groupInternalK,
        indexedStorageK,
        root,
        space,
        fileSpace,
        Optional.of(changed));
  }

  /// The same as a pair of files, one for structures and one for raw data.
  public FileForm split() {
    return withDriver(SplitEnds.unknown());
  }

  /// Whether structures and raw data are in files of their own.
  boolean isSplit() {
    return driver
        .map(DriverInfoMessage::driverIdentification)
        .filter(WritableSplit.DRIVER::equals)
        .isPresent();
  }
}
