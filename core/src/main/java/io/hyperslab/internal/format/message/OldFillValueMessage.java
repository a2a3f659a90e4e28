package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// The fill value as libraries before 1.4 know it (`FMT4 IV.A.2.e`). Newer ones still write it
/// beside a [FillValueMessage], which then counts.
///
/// | bytes | field      |
/// |-------|------------|
/// | 4     | Size       |
/// | size  | Fill Value |
///
/// @param value one element in the file's datatype, empty when no fill value is set; not to be
///   modified
public record OldFillValueMessage(byte[] value) implements HeaderMessage {
  /// Decodes the message.
  public static OldFillValueMessage decode(Cursor cursor) {
    return new OldFillValueMessage(cursor.bytes(cursor.u32()));
  }

  @Override
  public void encode(Encoder out) {
    out.u32(value.length).bytes(value);
  }
}
