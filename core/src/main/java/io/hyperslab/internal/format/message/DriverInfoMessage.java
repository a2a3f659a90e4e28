package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Text;

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
  private static final int IDENTIFICATION_SIZE = 8;

  /// Decodes the message.
  public static DriverInfoMessage decode(Cursor cursor) {
    cursor.version(0, 0);
    String identification = cursor.paddedText(IDENTIFICATION_SIZE);
    return new DriverInfoMessage(identification, cursor.bytes(cursor.u16()));
  }

  @Override
  public void encode(Encoder out) {
    byte[] identification = Text.encode(driverIdentification);
    out.u8(0).bytes(identification).zeros(IDENTIFICATION_SIZE - identification.length);
    out.u16(driverInformation.length).bytes(driverInformation);
  }
}
