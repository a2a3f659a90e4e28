package io.hyperslab.internal.edit;

import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.message.FileSpaceInfoMessage;
import io.hyperslab.internal.format.message.HeaderMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.index.NewMessage;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.index.ObjectHeaderEditor;
import io.hyperslab.internal.metadata.SpacePolicy;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.storage.AddressMap;
import io.hyperslab.storage.Durability;
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
  /// @param dialect in which new structures are written; empty for the file's own
  /// @throws UnsupportedFeatureException if the file has something that would be broken by a change
  public static FileEditor open(
      FileModel model, WritableStorage storage, Optional<Dialect> dialect, Durability durability) {
    // What is missing would read as zeros once the file has grown.
    model.located().requireWhole();
    requireSingleFile(model);
    requireNoPages(model);
    Transaction transaction =
        Transaction.open(storage, model.reader(), model.located(), SpacePolicy.defaults());
    return new FileEditor(
        model,
        transaction,
        dialect.orElseGet(() -> Dialect.of(model.superblock().version())),
        durability);
  }

  private static void requireSingleFile(FileModel model) {
    boolean driver =
        Address.isDefined(model.superblock().driverInformationAddress())
            || model.extension().filter(header -> header.has(MessageType.DRIVER_INFO)).isPresent();
    if (driver || !model.reader().context().addresses().equals(AddressMap.identity())) {
      throw new UnsupportedFeatureException(
          STRUCTURE,
          0,
          "driver of the file to write",
          "one for several files",
          "none: a file of its own");
    }
  }

  private static void requireNoPages(FileModel model) {
    model
        .fileSpace()
        .filter(space -> space.strategy() == FileSpaceInfoMessage.Strategy.PAGES)
        .ifPresent(space -> {
          throw new UnsupportedFeatureException(
              MessageType.FILE_SPACE_INFO.specificationName(),
              model.superblock().extensionAddress(),
              "file space strategy of the file to write",
              "paged aggregation",
              "another strategy: repack the file to have one");
        });
  }

  /// Drops what changes would make untrue: lists of free space, which then stays unused, the image
  /// of the metadata cache, and marks of a writer who died.
  static void prepare(FileEditor editor) {
    FileModel model = editor.model();
    Optional<ObjectHeader> extension = model.extension();
    boolean marked =
        model.superblock().version() >= FIRST_WITH_FLAGS
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
          header.replace(header.indexOf(MessageType.FILE_SPACE_INFO), NewMessage.of(dropped));
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
