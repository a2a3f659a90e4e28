package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;

/// What the file driver that wrote the file needs to open it again (`FMT4 IV.A.2.u`); in the
/// superblock extension.
///
/// | bytes | field                     |
/// |-------|---------------------------|
/// | 1     | Version, 0                |
/// | 8     | Driver Identification     |
/// | 2     | Driver Information Size   |
/// | size  | Driver Information        |
///
/// @param driverIdentification such as `NCSAmult`, `NCSAfami`
/// @param driverInformation the driver's own bytes; not to be modified
public record DriverInfoMessage(String driverIdentification, byte[] driverInformation)
    implements HeaderMessage {
  /// Decodes the message.
  public static DriverInfoMessage decode(Cursor cursor) {
    cursor.version(0, 0);
    String identification = cursor.paddedText(8);
    return new DriverInfoMessage(identification, cursor.bytes(cursor.u16()));
  }
}
