package io.hyperslab.internal.edit;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.BTreeKMessage;
import io.hyperslab.internal.format.message.DriverInfoMessage;
import io.hyperslab.internal.format.message.SymbolTableMessage;
import io.hyperslab.internal.format.superblock.RootEntry;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.index.NewMessage;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.SpacePolicy;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.FileSettings;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.WritableStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes new files.
public final class FileCreation {
  private FileCreation() {}

  /// Makes a file with nothing but a root group, which exists from its first commit on.
  ///
  /// @param storage holds nothing that counts
  /// @param path the file's path, if it has one
  /// @throws IllegalArgumentException if the user block does not end where a page does, or a split
  ///   file cannot be such
  public static FileEditor create(
      WritableStorage storage,
      Optional<Path> path,
      FileSettings settings,
      FileForm form,
      Durability durability) {
    requirePagesBehindUserBlock(form);
    requireSplittable(form);
    Superblock superblock = superblock(form);
    FileModel model = FileModel.create(storage, path, settings, superblock, form.userBlock());
    SpacePolicy space =
        form.isSplit() ? form.space().withStructuresEnd(superblock.size()) : form.space();
    Transaction transaction = Transaction.create(storage, model.reader(), superblock, space);
    FileEditor editor = new FileEditor(model, transaction, form.dialect(), durability);
    editor.begin(() -> makeRoot(editor, superblock, form));
    return editor;
  }

  private static void makeRoot(FileEditor editor, Superblock superblock, FileForm form) {
    editor.edit(() -> {
      Superblock extended =
          superblock.version() < 2
              ? withDriverBlock(editor, superblock, form)
              : withExtension(editor, superblock, form);
      editor.superblock(extended);
      long root = new ObjectEditor(editor).createGroup(form.root());
      RootEntry entry =
          editor
              .model()
              .headers()
              .load(root)
              .find(SymbolTableMessage.class)
              .map(symbols ->
                  RootEntry.group(
                      form.sizeOfOffsets(), symbols.bTreeAddress(), symbols.localHeapAddress()))
              .orElse(RootEntry.NOTHING_CACHED);
      editor.superblock(extended.withRoot(root, entry));
      return root;
    });
  }

  /// Says in a driver information block of which files the file consists.
  private static Superblock withDriverBlock(
      FileEditor editor, Superblock superblock, FileForm form) {
    if (form.driver().isEmpty()) {
      return superblock;
    }
    DriverInfoMessage driver = form.driver().get();
    byte[] block = DriverNote.block(editor.transaction(), driver);
    long address = editor.transaction().allocate(SpaceKind.METADATA, block.length);
    editor.transaction().write(address, block);
    return superblock.withDriverInformationAddress(address);
  }

  /// Says in a superblock extension what differs from other files.
  private static Superblock withExtension(FileEditor editor, Superblock superblock, FileForm form) {
    List<NewMessage> messages = new ArrayList<>();
    if (hasOwnK(form)) {
      messages.add(
          NewMessage.of(
              new BTreeKMessage(form.indexedStorageK(), form.groupInternalK(), form.groupLeafK())));
    }
    form.driver()
        .map(driver -> NewMessage.of(driver).withFlags(RawMessage.DO_NOT_SHARE))
        .ifPresent(messages::add);
    form.fileSpace()
        .map(space ->
            NewMessage.of(space).withFlags(RawMessage.DO_NOT_SHARE | RawMessage.MARK_IF_UNKNOWN))
        .ifPresent(messages::add);
    return messages.isEmpty()
        ? superblock
        : superblock.withExtensionAddress(
            new ObjectEditor(editor).createHeader(ObjectForm.PLAIN, 0, messages));
  }

  /// Other libraries count pages from the beginning of the file.
  private static void requirePagesBehindUserBlock(FileForm form) {
    long page = form.space().pageSize();
    if (page > 0 && form.userBlock() % page != 0) {
      throw new IllegalArgumentException(
          "user block of "
              + form.userBlock()
              + " bytes, expected a multiple of the page size, "
              + page);
    }
  }

  /// Other libraries find neither the superblock nor the driver's information elsewhere.
  private static void requireSplittable(FileForm form) {
    boolean plain =
        form.userBlock() == 0 && form.sizeOfOffsets() == Long.BYTES && form.fileSpace().isEmpty();
    if (form.isSplit() && !plain) {
      throw new IllegalArgumentException(
          "split file with a user block, narrow addresses or managed space, expected none of them");
    }
  }

  private static boolean hasOwnK(FileForm form) {
    return form.groupLeafK() != Superblock.DEFAULT_GROUP_LEAF_K
        || form.groupInternalK() != Superblock.DEFAULT_GROUP_INTERNAL_K
        || form.indexedStorageK() != Superblock.DEFAULT_INDEXED_STORAGE_K;
  }

  private static Superblock superblock(FileForm form) {
    int version = form.dialect().superblockVersion();
    if (version == 0 && form.indexedStorageK() != Superblock.DEFAULT_INDEXED_STORAGE_K) {
      version = 1;
    }
    if (version < 2 && form.fileSpace().isPresent()) {
      form.dialect().require(FormatVersion.V18, "the way the file's space is managed");
      version = 2;
    }
    return Superblock.create(
        version,
        form.sizeOfOffsets(),
        form.sizeOfLengths(),
        form.groupLeafK(),
        form.groupInternalK(),
        form.indexedStorageK(),
        Address.UNDEFINED,
        RootEntry.NOTHING_CACHED);
  }
}
