package io.hyperslab.internal.edit;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.message.BTreeKMessage;
import io.hyperslab.internal.format.message.SymbolTableMessage;
import io.hyperslab.internal.format.superblock.RootEntry;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.index.NewMessage;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.FileSettings;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.WritableStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Makes new files.
public final class FileCreation {
  private FileCreation() {}

  /// Makes a file with nothing but a root group, which exists from its first commit on.
  ///
  /// @param storage holds nothing that counts
  /// @param path the file's path, if it has one
  public static FileEditor create(
      WritableStorage storage,
      Optional<Path> path,
      FileSettings settings,
      FileForm form,
      Durability durability) {
    Superblock superblock = superblock(form);
    FileModel model = FileModel.create(storage, path, settings, superblock, form.userBlock());
    Transaction transaction = Transaction.create(storage, model.reader(), superblock, form.space());
    FileEditor editor = new FileEditor(model, transaction, form.dialect(), durability);
    editor.begin(() -> makeRoot(editor, superblock, form));
    return editor;
  }

  private static void makeRoot(FileEditor editor, Superblock superblock, FileForm form) {
    editor.edit(() -> {
      ObjectEditor objects = new ObjectEditor(editor);
      Superblock extended = superblock;
      if (superblock.version() >= 2 && hasOwnK(form)) {
        BTreeKMessage k =
            new BTreeKMessage(form.indexedStorageK(), form.groupInternalK(), form.groupLeafK());
        extended =
            superblock.withExtensionAddress(
                objects.createHeader(ObjectForm.PLAIN, 0, List.of(NewMessage.of(k))));
        editor.superblock(extended);
      }
      long root = objects.createGroup(form.root());
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
