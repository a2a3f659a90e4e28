package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// When the object last changed (`FMT4 IV.A.2.s`).
///
/// | bytes | field                     |
/// |-------|---------------------------|
/// | 1     | Version, 1                |
/// | 3     | Reserved                  |
/// | 4     | Seconds After UNIX Epoch  |
///
/// @param seconds seconds since 1970-01-01T00:00Z
public record ModificationTimeMessage(long seconds) implements HeaderMessage {
  /// Decodes the message.
  public static ModificationTimeMessage decode(Cursor cursor) {
    cursor.version(1, 1);
    cursor.skip(3);
    return new ModificationTimeMessage(cursor.u32());
  }

  @Override
  public void encode(Encoder out) {
    out.u8(1).zeros(3).u32(seconds);
  }
}
