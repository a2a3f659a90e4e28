package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// Room that no message uses (`FMT4 IV.A.2.a`); its bytes have no meaning.
///
/// @param size bytes of room
public record NilMessage(int size) implements HeaderMessage {
  /// Decodes nothing.
  public static NilMessage decode(Cursor cursor) {
    return new NilMessage(cursor.remaining());
  }

  @Override
  public void encode(Encoder out) {
    out.zeros(size);
  }
}
