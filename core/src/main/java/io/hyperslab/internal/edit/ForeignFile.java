package io.hyperslab.internal.edit;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.message.DriverInfoMessage;
import io.hyperslab.internal.format.message.FileSpaceInfoMessage;
import io.hyperslab.internal.format.message.HeaderMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.index.NewMessage;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.index.ObjectHeaderEditor;
import io.hyperslab.internal.metadata.SpacePolicy;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.StoredDriver;
import io.hyperslab.storage.AddressMap;
import io.hyperslab.storage.WritableSplit;
import io.hyperslab.storage.WritableStorage;
import java.util.Arrays;
import java.util.Optional;

/// Opens files for writing that exist, whoever made them. What cannot be kept right is refused
/// before anything is changed; what need not be kept is dropped with the first change.
public final class ForeignFile {
  private static final String STRUCTURE = "superblock";
  private static final int FIRST_WITH_FLAGS = 3;

  private ForeignFile() {}

  /// Prepares a file for changes.
  ///
  /// @param storage the file's, complete: see [io.hyperslab.internal.metadata.Recovery]
  /// @throws UnsupportedFeatureException if the file has something that would be broken by a change
  public static FileEditor open(FileModel model, WritableStorage storage, EditForm form) {
    // What is missing would read as zeros once the file has grown.
    model.located().requireWhole();
    requireDriver(model, storage, form.driver());
    Transaction transaction =
        isSplit(form.driver())
            ? SplitEnds.open(model, storage, form.space())
            : Transaction.open(
                storage, model.reader(), model.located(), policy(model, form.space()));
    return new FileEditor(
        model,
        transaction,
        form.dialect().orElseGet(() -> Dialect.of(model.superblock().version())),
        form.durability());
  }

  /// Refuses one of several files, and files of a kind whose addresses are no positions.
  private static void requireDriver(
      FileModel model, WritableStorage storage, Optional<String> expected) {
    Optional<String> driver = StoredDriver.of(model).map(DriverInfoMessage::driverIdentification);
    boolean known = driver.isEmpty() || driver.equals(expected);
    boolean positions = storage.addresses().equals(AddressMap.identity()) != isSplit(expected);
    if (!known || !positions) {
      throw new UnsupportedFeatureException(
          STRUCTURE,
          0,
          "driver of the file to write",
          driver.orElse("none") + ", one for several files",
          expected.map(name -> name + ", as it is opened").orElse("none: a file of its own"));
    }
  }

  private static boolean isSplit(Optional<String> driver) {
    return driver.equals(Optional.of(WritableSplit.DRIVER));
  }

  /// How space of the file is given out: in a paged file in pages, as all who write it must.
  private static SpacePolicy policy(FileModel model, SpacePolicy wanted) {
    return model
        .fileSpace()
        .filter(space -> space.strategy() == FileSpaceInfoMessage.Strategy.PAGES)
        .map(space -> wanted.withPages(pageSize(model, space)))
        .orElse(wanted);
  }

  private static long pageSize(FileModel model, FileSpaceInfoMessage space) {
    long size = space.pageSize();
    if (size < FileSpaceInfoMessage.LEAST_PAGE_SIZE || size > FileSpaceInfoMessage.MOST_PAGE_SIZE) {
      throw new MalformedFileException(
          MessageType.FILE_SPACE_INFO.specificationName(),
          model.superblock().extensionAddress(),
          "File Space Page Size",
          Long.toUnsignedString(size),
          FileSpaceInfoMessage.LEAST_PAGE_SIZE + " to " + FileSpaceInfoMessage.MOST_PAGE_SIZE);
    }
    return size;
  }

  /// Drops what changes would make untrue: lists of free space, which then stays unused, the image
  /// of the metadata cache, and marks of a writer who died.
  static void prepare(FileEditor editor) {
    FileModel model = editor.model();
    Optional<ObjectHeader> extension = model.extension();
    boolean marked =
        !editor.transaction().isSwmr()
            && model.superblock().version() >= FIRST_WITH_FLAGS
            && model.superblock().fileConsistencyFlags() != 0;
    boolean listed = model.fileSpace().filter(ForeignFile::listsFreeSpace).isPresent();
    boolean hasImage = extension.filter(header -> header.has(MessageType.CACHE_IMAGE)).isPresent();
    if (!marked && !listed && !hasImage) {
      return;
    }
    editor.edit(() -> {
      if (marked) {
        editor.superblock(model.superblock().withFileConsistencyFlags(0));
      }
      if (listed || hasImage) {
        ObjectHeaderEditor header =
            ObjectHeaderEditor.open(editor.transaction(), extension.orElseThrow().address());
        if (hasImage) {
          header.remove(header.indexOf(MessageType.CACHE_IMAGE));
        }
        if (listed) {
          HeaderMessage dropped = withoutLists(model.fileSpace().orElseThrow());
          header.replace(
              header.indexOf(MessageType.FILE_SPACE_INFO),
              NewMessage.of(dropped).withFlags(FreeSpaceEnd.FLAGS));
        }
        header.save();
      }
      return model;
    });
  }

  private static boolean listsFreeSpace(FileSpaceInfoMessage space) {
    return Arrays.stream(space.managerAddresses()).anyMatch(Address::isDefined)
        || Address.isDefined(space.endOfAllocation());
  }

  private static FileSpaceInfoMessage withoutLists(FileSpaceInfoMessage space) {
    long[] none = new long[space.managerAddresses().length];
    Arrays.fill(none, Address.UNDEFINED);
    return new FileSpaceInfoMessage(
        space.version(),
        space.strategy(),
        space.persisting(),
        space.threshold(),
        space.pageSize(),
        space.pageEndMetadataThreshold(),
        Address.UNDEFINED,
        none);
  }
}
