package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// Where the file's table of shared messages is (`FMT4 IV.A.2.p`); in the superblock extension. O
/// is "Size of Offsets".
///
/// | bytes | field                                |
/// |-------|--------------------------------------|
/// | 1     | Version, 0                           |
/// | O     | Shared Object Header Message Table Address |
/// | 1     | Number of Indices                    |
///
/// @param tableAddress the table
/// @param indexCount its indices, 1 to 8
public record SharedMessageTableMessage(long tableAddress, int indexCount)
    implements HeaderMessage {
  private static final int MAXIMUM_INDICES = 8;

  /// Decodes the message.
  public static SharedMessageTableMessage decode(Cursor cursor) {
    cursor.version(0, 0);
    long address = cursor.address("Shared Object Header Message Table Address");
    return new SharedMessageTableMessage(
        address, cursor.u8("Number of Indices", 1, MAXIMUM_INDICES));
  }

  @Override
  public void encode(Encoder out) {
    out.u8(0).address(tableAddress).u8(indexCount);
  }
}
