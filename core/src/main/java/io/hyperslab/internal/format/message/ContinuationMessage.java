package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// Where more messages of the object are (`FMT4 IV.A.2.q`). O is "Size of Offsets", L "Size of
/// Lengths".
///
/// | bytes | field  |
/// |-------|--------|
/// | O     | Offset |
/// | L     | Length |
///
/// @param address where the continuation block starts
/// @param length bytes of the whole block
public record ContinuationMessage(long address, long length) implements HeaderMessage {
  /// Decodes the message.
  public static ContinuationMessage decode(Cursor cursor) {
    return new ContinuationMessage(cursor.address("Offset"), cursor.length("Length"));
  }

  @Override
  public void encode(Encoder out) {
    out.address(address).length(length);
  }
}
