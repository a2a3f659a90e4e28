package io.hyperslab.internal.format.superblock;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Text;

/// What the file driver that wrote the file needs to open it again (`FMT4 II.B`); superblock
/// versions 0 and 1.
///
/// | bytes | field                        |
/// |-------|------------------------------|
/// | 1     | Version, 0                   |
/// | 3     | Reserved                     |
/// | 4     | Driver Information Size      |
/// | 8     | Driver Identification        |
/// | size  | Driver Information           |
///
/// @param driverIdentification such as `NCSAmult`, `NCSAfami`
/// @param driverInformation the driver's own bytes; not to be modified
public record DriverInformationBlock(String driverIdentification, byte[] driverInformation) {
  /// Bytes before the driver's own.
  public static final int PREFIX_SIZE = 16;

  private static final int IDENTIFICATION_SIZE = 8;

  /// The size of the whole block, in bytes, from its first [#PREFIX_SIZE] bytes.
  public static long size(Cursor prefix) {
    prefix.version(0, 0);
    prefix.skip(3);
    return PREFIX_SIZE + prefix.u32();
  }

  /// Decodes the block.
  public static DriverInformationBlock decode(Cursor cursor) {
    cursor.version(0, 0);
    cursor.skip(3);
    long size = cursor.u32();
    return new DriverInformationBlock(cursor.paddedText(IDENTIFICATION_SIZE), cursor.bytes(size));
  }

  /// Encodes the block.
  public void encode(Encoder out) {
    byte[] identification = Text.encode(driverIdentification);
    out.u8(0).zeros(3).u32(driverInformation.length);
    out.bytes(identification).zeros(IDENTIFICATION_SIZE - identification.length);
    out.bytes(driverInformation);
  }
}
