package io.hyperslab.internal.check;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.heap.FreeSpaceSections.Section;
import io.hyperslab.internal.format.message.CacheImageMessage;
import io.hyperslab.internal.format.message.FileSpaceInfoMessage;
import io.hyperslab.internal.format.message.SharedMessageTableMessage;
import io.hyperslab.internal.format.shared.SharedMessageIndex;
import io.hyperslab.internal.format.shared.SharedMessageRecord;
import io.hyperslab.internal.format.shared.SharedMessageRecordList;
import io.hyperslab.internal.format.shared.SharedMessageTable;
import io.hyperslab.internal.format.superblock.DriverInformationBlock;
import io.hyperslab.internal.format.superblock.MetadataCacheImage;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.index.BTreeV2;
import io.hyperslab.internal.index.FreeSpaceIndex;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.model.FileModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The blocks that belong to a file as a whole and to no object of it.
///
/// @param file the file
public record FileBlocks(FileModel file) {
  /// Shows all of them; the user block, which lies before address 0, is not among them.
  ///
  /// @param taking is shown what of them is in the file
  /// @param failures takes what cannot be followed; the rest is shown nevertheless
  public void forEach(UseVisitor taking, Consumer<Hdf5Exception> failures) {
    UseVisitor visitor = taking.within(file.reader().context().endOfFile(), failures);
    Superblock superblock = file.superblock();
    visitor.block(BlockUse.SUPERBLOCK, 0, superblock.size(), "superblock");
    attempt(() -> driverInformation(superblock.driverInformationAddress(), visitor), failures);
    try {
      Optional<ObjectHeader> extension = file.extension();
      if (extension.isPresent()) {
        ObjectHeader header = extension.get();
        attempt(() -> header.forEachBlock(visitor.of(BlockUse.SUPERBLOCK_EXTENSION)), failures);
        attempt(() -> sharedMessages(header, visitor), failures);
        attempt(() -> cacheImage(header, visitor), failures);
        attempt(() -> freeSpace(visitor), failures);
      }
    } catch (Hdf5Exception e) {
      failures.accept(e);
    }
  }

  private static void attempt(Runnable part, Consumer<Hdf5Exception> failures) {
    try {
      part.run();
    } catch (Hdf5Exception e) {
      failures.accept(e);
    }
  }

  private void driverInformation(long address, UseVisitor visitor) {
    if (file.superblock().version() < 2 && Address.isDefined(address)) {
      String structure = "driver information block";
      long size =
          DriverInformationBlock.size(
              file.reader().read(address, DriverInformationBlock.PREFIX_SIZE, structure));
      visitor.block(BlockUse.SUPERBLOCK, address, size, structure);
    }
  }

  private void sharedMessages(ObjectHeader extension, UseVisitor visitor) {
    Optional<SharedMessageTableMessage> found = extension.find(SharedMessageTableMessage.class);
    if (found.isEmpty()) {
      return;
    }
    visitor.block(
        BlockUse.SHARED_MESSAGE_TABLE,
        found.get().tableAddress(),
        SharedMessageTable.length(file.reader().context(), found.get().indexCount()),
        SharedMessageTable.STRUCTURE);
    for (SharedMessageIndex index : table(found.get()).indexes()) {
      sharedMessages(index, visitor);
    }
  }

  private void sharedMessages(SharedMessageIndex index, UseVisitor visitor) {
    if (Address.isDefined(index.indexAddress())) {
      if (index.indexType() == SharedMessageIndex.BTREE) {
        BTreeV2.open(file.reader(), index.indexAddress(), SharedMessageRecord.TYPE)
            .forEachBlock(visitor.of(BlockUse.SHARED_MESSAGE_INDEX));
      } else {
        visitor.block(
            BlockUse.SHARED_MESSAGE_INDEX,
            index.indexAddress(),
            listLength(index),
            SharedMessageRecordList.STRUCTURE);
      }
    }
    if (Address.isDefined(index.fractalHeapAddress())) {
      file.fractalHeap(index.fractalHeapAddress())
          .forEachBlock(visitor.of(BlockUse.SHARED_MESSAGE_HEAP));
    }
  }

  /// Bytes that lists of shared messages are to have that are not made yet.
  public long unmadeLists() {
    Optional<SharedMessageTableMessage> found =
        file.extension().flatMap(header -> header.find(SharedMessageTableMessage.class));
    return found.isEmpty()
        ? 0
        : table(found.get()).indexes().stream()
            .filter(index -> index.indexType() == SharedMessageIndex.LIST)
            .filter(index -> !Address.isDefined(index.indexAddress()))
            .mapToLong(this::listLength)
            .sum();
  }

  private long listLength(SharedMessageIndex index) {
    return SharedMessageRecordList.length(file.reader().context(), index.listCutoff());
  }

  private SharedMessageTable table(SharedMessageTableMessage message) {
    long length = SharedMessageTable.length(file.reader().context(), message.indexCount());
    return SharedMessageTable.decode(
        file.reader().read(message.tableAddress(), length, SharedMessageTable.STRUCTURE),
        message.indexCount());
  }

  private static void cacheImage(ObjectHeader extension, UseVisitor visitor) {
    extension
        .find(CacheImageMessage.class)
        .filter(image -> Address.isDefined(image.address()))
        .ifPresent(image ->
            visitor.block(
                BlockUse.CACHE_IMAGE, image.address(), image.size(), MetadataCacheImage.STRUCTURE));
  }

  private void freeSpace(UseVisitor visitor) {
    for (FreeSpaceIndex manager : freeSpaceManagers()) {
      manager.forEachBlock(visitor.of(BlockUse.FREE_SPACE_MANAGER));
      for (Section section : manager.sections()) {
        visitor.block(BlockUse.FREE_SPACE, section.offset(), section.size(), "free section");
      }
    }
  }

  /// The managers of the file's free space, if it keeps them.
  public List<FreeSpaceIndex> freeSpaceManagers() {
    Optional<FileSpaceInfoMessage> space = file.fileSpace();
    List<FreeSpaceIndex> managers = new ArrayList<>();
    if (space.isPresent()) {
      for (long address : space.get().managerAddresses()) {
        if (Address.isDefined(address)) {
          managers.add(FreeSpaceIndex.open(file.reader(), file.position(address)));
        }
      }
    }
    return managers;
  }
}
