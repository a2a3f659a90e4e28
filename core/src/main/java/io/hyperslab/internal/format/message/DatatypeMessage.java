package io.hyperslab.internal.format.message;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.datatype.DatatypeCodec;

/// The type of the elements of a dataset or attribute, or a committed datatype (`FMT4 IV.A.2.d`).
/// [DatatypeCodec] has the layout.
///
/// @param datatype the type
/// @param version the version of its encoding, 1 to 5
public record DatatypeMessage(Datatype datatype, int version) implements HeaderMessage {
  private static final int VERSION_SHIFT = 4;

  /// The type in the lowest version that can express it.
  public DatatypeMessage(Datatype datatype) {
    this(datatype, DatatypeCodec.lowestVersion(datatype));
  }

  /// Decodes the message.
  public static DatatypeMessage decode(Cursor cursor) {
    int start = cursor.position();
    int version = cursor.u8() >> VERSION_SHIFT;
    cursor.seek(start);
    return new DatatypeMessage(DatatypeCodec.decode(cursor), version);
  }

  @Override
  public void encode(Encoder out) {
    DatatypeCodec.encode(out, datatype, version);
  }
}
