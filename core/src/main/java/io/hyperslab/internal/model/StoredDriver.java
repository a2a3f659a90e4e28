package io.hyperslab.internal.model;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.message.DriverInfoMessage;
import io.hyperslab.internal.format.superblock.DriverInformationBlock;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Optional;

/// What a file says about the files that it consists of.
public final class StoredDriver {
  private static final String STRUCTURE = "driver information block";
  private static final int FIRST_WITH_EXTENSION = 2;

  private StoredDriver() {}

  /// The driver and its own information; empty if the file is one.
  public static Optional<DriverInfoMessage> of(FileModel file) {
    if (file.superblock().version() >= FIRST_WITH_EXTENSION) {
      return file.extension().flatMap(header -> header.find(DriverInfoMessage.class));
    }
    long stored = file.superblock().driverInformationAddress();
    return Address.isDefined(stored)
        ? Optional.of(block(file.reader(), file.position(stored)))
        : Optional.empty();
  }

  private static DriverInfoMessage block(MetadataReader reader, long address) {
    long size =
        DriverInformationBlock.size(
            reader.read(address, DriverInformationBlock.PREFIX_SIZE, STRUCTURE));
    DriverInformationBlock block =
        DriverInformationBlock.decode(reader.read(address, size, STRUCTURE));
    return new DriverInfoMessage(block.driverIdentification(), block.driverInformation());
  }
}
