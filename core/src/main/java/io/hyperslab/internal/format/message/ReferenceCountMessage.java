package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// How many hard links the object has, where that is not one (`FMT4 IV.A.2.w`); version 2 object
/// headers only.
///
/// | bytes | field           |
/// |-------|-----------------|
/// | 1     | Version, 0      |
/// | 4     | Reference Count |
///
/// @param referenceCount the number of hard links
public record ReferenceCountMessage(long referenceCount) implements HeaderMessage {
  /// Decodes the message.
  public static ReferenceCountMessage decode(Cursor cursor) {
    cursor.version(0, 0);
    return new ReferenceCountMessage(cursor.u32());
  }

  @Override
  public void encode(Encoder out) {
    out.u8(0).u32(referenceCount);
  }
}
