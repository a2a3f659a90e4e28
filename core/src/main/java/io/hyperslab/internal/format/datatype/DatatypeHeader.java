package io.hyperslab.internal.format.datatype;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// The eight bytes that every encoded datatype starts with (`FMT4 IV.A.2.d`).
///
/// | bytes | field                                      |
/// |-------|--------------------------------------------|
/// | 1     | Class (bits 0 to 3) and Version (4 to 7)   |
/// | 3     | Class Bit Field                            |
/// | 4     | Size                                       |
///
/// @param version 1 to 5
/// @param typeClass 0 to 11
/// @param bits the class bit field, 24 bits
/// @param size bytes of an element, at least 1
record DatatypeHeader(int version, int typeClass, int bits, long size) {
  private static final int MAXIMUM_VERSION = 5;

  static DatatypeHeader decode(Cursor cursor) {
    int classAndVersion = cursor.u8();
    int version = classAndVersion >> 4;
    if (version == 0) {
      throw cursor.malformed("Version", version, "1 to " + MAXIMUM_VERSION);
    }
    if (version > MAXIMUM_VERSION) {
      throw cursor.unsupported("datatype version", version, "1 to " + MAXIMUM_VERSION);
    }
    int bits = cursor.u24();
    long size = cursor.u32();
    if (size == 0) {
      throw cursor.malformed("Size", size, "at least 1");
    }
    long limit = cursor.context().limits().datatypeSize();
    if (size > limit) {
      throw cursor.exceeds("size of a datatype", size, limit);
    }
    return new DatatypeHeader(version, classAndVersion & 0x0f, bits, size);
  }

  /// Writes the eight bytes.
  ///
  /// @throws IllegalArgumentException if the size does not fit
  void encode(Encoder out) {
    out.u8(version << 4 | typeClass).bits(bits, 3).u32(size);
  }

  /// Whether that bit of the class bit field is set.
  boolean bit(int position) {
    return (bits >> position & 1) != 0;
  }

  /// The number in that many bits of the class bit field.
  int field(int position, int width) {
    return bits >> position & (1 << width) - 1;
  }

  /// Whether names are padded with NULs to a multiple of 8 bytes.
  boolean padsNames() {
    return version < 3;
  }
}
