package io.hyperslab.internal.edit;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.DriverInfoMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.superblock.DriverInformationBlock;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.index.NewMessage;
import io.hyperslab.internal.index.ObjectHeaderEditor;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.StoredDriver;

/// Changes what a file says about the files that it consists of: in a block of its own with
/// superblock versions 0 and 1 (`FMT4 II.B`), in the superblock extension with later ones.
public final class DriverNote {
  private static final int FIRST_WITH_EXTENSION = 2;

  /// The consistency flag of a writer, which libhdf5 leaves behind with superblock versions 0 and
  /// 1.
  private static final int OPEN_FOR_WRITING = 1;

  private DriverNote() {}

  /// Says something else in a file that says something.
  static void store(FileModel model, Transaction transaction, DriverInfoMessage driver) {
    Superblock superblock = model.superblock();
    if (superblock.version() < FIRST_WITH_EXTENSION) {
      transaction.write(superblock.driverInformationAddress(), block(transaction, driver));
      return;
    }
    ObjectHeaderEditor header = extension(model, transaction);
    header.replace(
        header.indexOf(MessageType.DRIVER_INFO),
        NewMessage.of(driver).withFlags(RawMessage.DO_NOT_SHARE));
    header.save();
  }

  private static ObjectHeaderEditor extension(FileModel model, Transaction transaction) {
    return ObjectHeaderEditor.open(transaction, model.extension().orElseThrow().address());
  }

  /// The driver information block of superblock versions 0 and 1.
  static byte[] block(Transaction transaction, DriverInfoMessage driver) {
    Encoder out = transaction.encoder();
    new DriverInformationBlock(driver.driverIdentification(), driver.driverInformation())
        .encode(out);
    return out.toBytes();
  }

  /// Says something else, if the file says that it consists of files of the same driver.
  public static void change(FileEditor editor, DriverInfoMessage driver) {
    FileModel model = editor.model();
    boolean same =
        StoredDriver.of(model)
            .map(DriverInfoMessage::driverIdentification)
            .filter(driver.driverIdentification()::equals)
            .isPresent();
    editor.edit(() -> {
      editor.superblock(unmarked(model.superblock()));
      if (same) {
        store(model, editor.transaction(), driver);
      }
      return model;
    });
  }

  /// Says nothing any more: the file is one.
  public static void remove(FileEditor editor) {
    FileModel model = editor.model();
    boolean said = StoredDriver.of(model).isPresent();
    editor.edit(() -> {
      Superblock superblock = unmarked(model.superblock());
      if (said && superblock.version() < FIRST_WITH_EXTENSION) {
        superblock = superblock.withDriverInformationAddress(Address.UNDEFINED);
      } else if (said) {
        ObjectHeaderEditor header = extension(model, editor.transaction());
        header.remove(header.indexOf(MessageType.DRIVER_INFO));
        header.save();
      }
      editor.superblock(superblock);
      return model;
    });
  }

  private static Superblock unmarked(Superblock superblock) {
    return superblock.version() < FIRST_WITH_EXTENSION
        ? superblock.withFileConsistencyFlags(superblock.fileConsistencyFlags() & ~OPEN_FOR_WRITING)
        : superblock;
  }
}
