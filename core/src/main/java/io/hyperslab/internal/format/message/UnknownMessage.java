package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// A message of a type that is not known, which its flags allow to pass over.
///
/// @param number the type's number
/// @param data the message data; not to be modified
public record UnknownMessage(int number, byte[] data) implements HeaderMessage {
  /// Keeps the bytes.
  public static UnknownMessage decode(int number, Cursor body) {
    Cursor cursor = body.rest("Unknown Message");
    return new UnknownMessage(number, cursor.bytes(cursor.remaining()));
  }

  @Override
  public void encode(Encoder out) {
    out.bytes(data);
  }
}
