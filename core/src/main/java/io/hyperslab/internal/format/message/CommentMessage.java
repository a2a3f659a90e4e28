package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// A remark on the object (`FMT4 IV.A.2.n`).
///
/// | bytes | field                        |
/// |-------|------------------------------|
/// | any   | Comment, with a NUL          |
///
/// @param comment the remark
public record CommentMessage(String comment) implements HeaderMessage {
  /// Decodes the message.
  public static CommentMessage decode(Cursor cursor) {
    return new CommentMessage(cursor.terminatedText("Comment"));
  }

  @Override
  public void encode(Encoder out) {
    out.terminatedText(comment);
  }
}
