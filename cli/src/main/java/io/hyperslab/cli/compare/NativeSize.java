package io.hyperslab.cli.compare;

import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;

/// How large the type of C is that libhdf5 reads a number into.
public final class NativeSize {
  private static final int FLOAT = 4;
  private static final int DOUBLE = 8;
  private static final int LONG_DOUBLE = 16;

  private NativeSize() {}

  /// The bytes for an integer; it depends on its significant bits.
  public static int of(FixedPoint type) {
    return ofPrecision(type.precision(), type.size());
  }

  /// The bytes for a bitfield.
  public static int of(Bitfield type) {
    return ofPrecision(type.precision(), type.size());
  }

  /// The bytes for a floating-point number; it depends on its size.
  public static int of(FloatingPoint type) {
    return type.size() <= FLOAT ? FLOAT : type.size() <= DOUBLE ? DOUBLE : LONG_DOUBLE;
  }

  private static int ofPrecision(int precision, long size) {
    for (int bytes = 1; bytes <= Long.BYTES; bytes *= 2) {
      if (precision <= bytes * Byte.SIZE) {
        return bytes;
      }
    }
    return Math.toIntExact(size);
  }
}
