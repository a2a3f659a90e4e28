package io.hyperslab;

import io.hyperslab.internal.format.message.DriverInfoMessage;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.StoredDriver;
import io.hyperslab.storage.WritableSplit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Of which files a file consists, as libhdf5's drivers have it.
sealed interface FileDriver {
  /// One file.
  record Single() implements FileDriver {}

  /// Memory.
  ///
  /// @param backingStore whether each commit is written to a file
  record Core(boolean backingStore) implements FileDriver {}

  /// Files of one size.
  ///
  /// @param memberSize their size, or [#UNKNOWN]
  record Family(long memberSize) implements FileDriver {
    static final long UNKNOWN = 0;
    private static final String IDENTIFICATION = "NCSAfami";

    /// What a new file says of it.
    DriverInfoMessage information() {
      byte[] size = new byte[Long.BYTES];
      ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).putLong(memberSize);
      return new DriverInfoMessage(IDENTIFICATION, size);
    }

    /// The size that a file says its members have, or the one that is expected if it does not say.
    ///
    /// @throws IllegalArgumentException if it says another size than the one expected
    long memberSize(FileModel file) {
      long stored =
          StoredDriver.of(file)
              .filter(driver -> driver.driverIdentification().equals(IDENTIFICATION))
              .filter(driver -> driver.driverInformation().length >= Long.BYTES)
              .map(driver ->
                  ByteBuffer.wrap(driver.driverInformation())
                      .order(ByteOrder.LITTLE_ENDIAN)
                      .getLong())
              .filter(size -> size > 0)
              .orElse(memberSize);
      if (memberSize != UNKNOWN && stored != memberSize) {
        throw new IllegalArgumentException(
            file.name()
                + ": family members of "
                + memberSize
                + " bytes, expected "
                + stored
                + ", as the file says");
      }
      return stored;
    }
  }

  /// Two files, one for structures and one for raw data.
  record Split() implements FileDriver {}

  /// How the driver calls itself in the file; empty if it does not appear there.
  default Optional<String> identification() {
    return switch (this) {
      case Family _ -> Optional.of(Family.IDENTIFICATION);
      case Split _ -> Optional.of(WritableSplit.DRIVER);
      case Single _, Core _ -> Optional.empty();
    };
  }
}
