package io.hyperslab.internal.edit;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.message.DriverInfoMessage;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.SpacePolicy;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.StoredDriver;
import io.hyperslab.storage.WritableSplit;
import io.hyperslab.storage.WritableStorage;
import java.util.Arrays;
import java.util.Optional;

/// How much is in use of the two files of a split file: the superblock knows of the one with the
/// structures only, the driver's own information of both.
final class SplitEnds {
  private SplitEnds() {}

  /// What a new file says, before its first commit.
  static DriverInfoMessage unknown() {
    return information(0, 0);
  }

  private static DriverInfoMessage information(long structuresEnd, long rawDataEnd) {
    return new DriverInfoMessage(
        WritableSplit.DRIVER, WritableSplit.information(structuresEnd, rawDataEnd));
  }

  /// The transaction of a file that exists.
  ///
  /// @throws MalformedFileException if it does not say how much of them is in use
  static Transaction open(FileModel model, WritableStorage storage, SpacePolicy policy) {
    Superblock superblock = model.superblock();
    long structuresEnd = superblock.endOfFileAddress() - superblock.baseAddress();
    long rawDataEnd =
        StoredDriver.of(model)
            .map(driver -> WritableSplit.rawDataEnd(driver.driverInformation()))
            .orElseThrow(() ->
                new MalformedFileException(
                    "superblock", 0, "driver information", "absent", "of the split driver"));
    return Transaction.openSplit(
        storage,
        model.reader(),
        WritableSplit.RAW_DATA + rawDataEnd,
        policy.withStructuresEnd(structuresEnd));
  }

  /// Says how much will be in use after the commit that comes next, if the file is split.
  static void update(FileModel model, Transaction transaction) {
    Optional<DriverInfoMessage> before = StoredDriver.of(model);
    if (before.isEmpty() || !before.get().driverIdentification().equals(WritableSplit.DRIVER)) {
      return;
    }
    long[] ends = transaction.endsAfterCommit();
    DriverInfoMessage after = information(ends[0], ends[1] - WritableSplit.RAW_DATA);
    if (!Arrays.equals(after.driverInformation(), before.get().driverInformation())) {
      transaction.perform(() -> {
        DriverNote.store(model, transaction, after);
        return after;
      });
    }
  }
}
