package io.hyperslab.cli.h5import;

import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;

/// Kinds of numbers; the names are those of the keyword `OUTPUT-CLASS`.
enum NumberClass {
  /// Signed integers.
  IN,
  /// Floating-point numbers.
  FP,
  /// Unsigned integers.
  UIN;

  /// The datatype of numbers of so many bits.
  ///
  /// @param bits 8, 16, 32 or 64
  /// @throws ImportRefusedException if there is none
  NumericType type(int bits, ByteOrder order) throws ImportRefusedException {
    if (this != FP) {
      return FixedPoint.of(bits / Byte.SIZE, order, this == IN);
    }
    NumericType type =
        switch (bits) {
          case 32 -> FloatingPoint.FLOAT32;
          case 64 -> FloatingPoint.FLOAT64;
          default ->
              throw new ImportRefusedException(
                  "floating-point numbers have 32 or 64 bits, not " + bits);
        };
    return order == ByteOrder.BIG_ENDIAN ? type.bigEndian() : type;
  }
}
