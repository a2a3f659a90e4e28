package io.hyperslab.internal.format.header;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// The four times of a version 2 object header (`FMT4 IV.A.1.b`), each in seconds since
/// 1970-01-01T00:00Z.
///
/// | bytes | field             |
/// |-------|-------------------|
/// | 4     | Access Time       |
/// | 4     | Modification Time |
/// | 4     | Change Time       |
/// | 4     | Birth Time        |
///
/// @param access last access
/// @param modification last change of the data
/// @param change last change of the metadata
/// @param birth creation
public record ObjectTimes(long access, long modification, long change, long birth) {
  static final int SIZE = 16;

  /// Decodes the times.
  public static ObjectTimes decode(Cursor cursor) {
    return new ObjectTimes(cursor.u32(), cursor.u32(), cursor.u32(), cursor.u32());
  }

  /// Writes the times.
  public void encode(Encoder out) {
    out.u32(access).u32(modification).u32(change).u32(birth);
  }
}
