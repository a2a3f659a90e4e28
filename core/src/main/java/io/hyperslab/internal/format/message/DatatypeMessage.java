package io.hyperslab.internal.format.message;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.datatype.DatatypeCodec;

/// The type of the elements of a dataset or attribute, or a committed datatype (`FMT4 IV.A.2.d`).
/// [DatatypeCodec] has the layout.
///
/// @param datatype the type
public record DatatypeMessage(Datatype datatype) implements HeaderMessage {
  /// Decodes the message.
  public static DatatypeMessage decode(Cursor cursor) {
    return new DatatypeMessage(DatatypeCodec.decode(cursor));
  }
}
