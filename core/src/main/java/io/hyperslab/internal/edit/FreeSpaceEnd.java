package io.hyperslab.internal.edit;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.FileSpaceInfoMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.index.NewMessage;
import io.hyperslab.internal.index.ObjectHeaderEditor;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileModel;
import java.util.Optional;

/// Where a file that is to remember its free space ended before the lists of it were stored
/// ([FileSpaceInfoMessage#endOfAllocation()]). libhdf5 takes what lies behind for its lists, and
/// expects it to be defined. Nothing is listed here, so it is the end of the file, to the byte; and
/// undefined, as after a crash, where that end moves without a commit.
final class FreeSpaceEnd {
  /// Flags of the message.
  static final int FLAGS = RawMessage.DO_NOT_SHARE | RawMessage.MARK_IF_UNKNOWN;

  private FreeSpaceEnd() {}

  /// Says where the file will end after the commit that comes next.
  static void update(FileModel model, Transaction transaction) {
    if (transaction.isChanged() && !transaction.isSwmr()) {
      store(model, transaction, transaction.endsAfterCommit()[0]);
    }
  }

  /// Leaves it undefined.
  static void forget(FileModel model, Transaction transaction) {
    store(model, transaction, Address.UNDEFINED);
  }

  private static void store(FileModel model, Transaction transaction, long end) {
    Optional<FileSpaceInfoMessage> before =
        model
            .fileSpace()
            .filter(FileSpaceInfoMessage::persisting)
            .filter(space -> space.version() > 0 && space.endOfAllocation() != end);
    if (before.isPresent()) {
      transaction.perform(() -> {
        ObjectHeaderEditor header =
            ObjectHeaderEditor.open(transaction, model.extension().orElseThrow().address());
        header.replace(
            header.indexOf(MessageType.FILE_SPACE_INFO),
            NewMessage.of(before.get().withEndOfAllocation(end)).withFlags(FLAGS));
        header.save();
        return model;
      });
    }
  }
}
