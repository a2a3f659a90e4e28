package io.hyperslab.internal.format.datatype;

import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.FloatingPoint.Normalization;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Time;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// The atomic numeric classes of [DatatypeCodec]. Class bit fields:
///
/// | bits    | fixed-point, bit field        | floating-point                       | time       |
/// |---------|-------------------------------|--------------------------------------|------------|
/// | 0       | byte order                    | byte order, low bit                  | byte order |
/// | 1       | low padding                   | low padding                          | -          |
/// | 2       | high padding                  | high padding                         | -          |
/// | 3       | signed; not in bit fields     | internal padding                     | -          |
/// | 4, 5    | -                             | mantissa normalization               | -          |
/// | 6       | -                             | byte order, high bit (version 3 on)  | -          |
/// | 8 to 15 | -                             | sign location                        | -          |
final class NumericCodec {
  private NumericCodec() {}

  static FixedPoint fixedPoint(Cursor cursor, DatatypeHeader header) {
    int offset = cursor.u16();
    int precision = cursor.u16();
    checkSignificantBits(cursor, header, offset, precision);
    return new FixedPoint(
        header.size(),
        order(header),
        header.bit(3),
        precision,
        offset,
        padding(header, 1),
        padding(header, 2));
  }

  static Bitfield bitfield(Cursor cursor, DatatypeHeader header) {
    int offset = cursor.u16();
    int precision = cursor.u16();
    checkSignificantBits(cursor, header, offset, precision);
    return new Bitfield(
        header.size(), order(header), precision, offset, padding(header, 1), padding(header, 2));
  }

  static Time time(Cursor cursor, DatatypeHeader header) {
    int precision = cursor.u16();
    checkSignificantBits(cursor, header, 0, precision);
    return new Time(header.size(), order(header), precision);
  }

  static FloatingPoint floatingPoint(Cursor cursor, DatatypeHeader header) {
    int offset = cursor.u16();
    int precision = cursor.u16();
    checkSignificantBits(cursor, header, offset, precision);
    int sign = header.field(8, 8);
    int exponentLocation = cursor.u8();
    int exponentSize = cursor.u8();
    int mantissaLocation = cursor.u8();
    int mantissaSize = cursor.u8();
    long bias = cursor.u32();
    long bits = 8 * header.size();
    checkField(cursor, "sign", sign, 1, bits);
    checkField(cursor, "exponent", exponentLocation, exponentSize, bits);
    checkField(cursor, "mantissa", mantissaLocation, mantissaSize, bits);
    checkDisjoint(cursor, "exponent", exponentLocation, exponentSize, "sign", sign, 1);
    checkDisjoint(cursor, "mantissa", mantissaLocation, mantissaSize, "sign", sign, 1);
    checkDisjoint(
        cursor,
        "mantissa",
        mantissaLocation,
        mantissaSize,
        "exponent",
        exponentLocation,
        exponentSize);
    return new FloatingPoint(
        header.size(),
        floatOrder(cursor, header),
        precision,
        offset,
        padding(header, 1),
        padding(header, 2),
        padding(header, 3),
        normalization(cursor, header),
        sign,
        exponentLocation,
        exponentSize,
        bias,
        mantissaLocation,
        mantissaSize);
  }

  static void encode(Encoder out, FixedPoint type, int version) {
    int bits = orderBit(type.order()) | paddingBits(type) | (type.signed() ? 1 << 3 : 0);
    new DatatypeHeader(version, 0, bits, type.size()).encode(out);
    out.u16(type.bitOffset()).u16(type.precision());
  }

  static void encode(Encoder out, Bitfield type, int version) {
    int bits = orderBit(type.order()) | paddingBits(type);
    new DatatypeHeader(version, 4, bits, type.size()).encode(out);
    out.u16(type.bitOffset()).u16(type.precision());
  }

  static void encode(Encoder out, Time type, int version) {
    new DatatypeHeader(version, 2, orderBit(type.order()), type.size()).encode(out);
    out.u16(type.precision());
  }

  static void encode(Encoder out, FloatingPoint type, int version) {
    int order = type.order() == ByteOrder.VAX ? 1 << 6 | 1 : orderBit(type.order());
    int internalPadding = type.internalPadding() == BitPadding.ONE ? 1 << 3 : 0;
    int normalization =
        switch (type.normalization()) {
          case NONE -> 0;
          case MOST_SIGNIFICANT_BIT_SET -> 1 << 4;
          case IMPLIED -> 2 << 4;
        };
    int sign = (type.signLocation() & 0xff) << 8;
    int bits = order | paddingBits(type) | internalPadding | normalization | sign;
    new DatatypeHeader(version, 1, bits, type.size()).encode(out);
    out.u16(type.bitOffset())
        .u16(type.precision())
        .u8(type.exponentLocation())
        .u8(type.exponentSize())
        .u8(type.mantissaLocation())
        .u8(type.mantissaSize())
        .u32(type.exponentBias());
  }

  private static int orderBit(ByteOrder order) {
    return switch (order) {
      case LITTLE_ENDIAN -> 0;
      case BIG_ENDIAN -> 1;
      case VAX -> throw new IllegalArgumentException("only floating-point numbers have VAX order");
    };
  }

  private static int paddingBits(NumericType type) {
    return (type.lowPadding() == BitPadding.ONE ? 1 << 1 : 0)
        | (type.highPadding() == BitPadding.ONE ? 1 << 2 : 0);
  }

  private static ByteOrder order(DatatypeHeader header) {
    return header.bit(0) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static ByteOrder floatOrder(Cursor cursor, DatatypeHeader header) {
    if (header.version() < 3 || !header.bit(6)) {
      return order(header);
    }
    if (!header.bit(0)) {
      throw cursor.malformed("Byte Order", 2, "0, 1 or 3");
    }
    return ByteOrder.VAX;
  }

  private static BitPadding padding(DatatypeHeader header, int position) {
    return header.bit(position) ? BitPadding.ONE : BitPadding.ZERO;
  }

  private static Normalization normalization(Cursor cursor, DatatypeHeader header) {
    int number = header.field(4, 2);
    return switch (number) {
      case 0 -> Normalization.NONE;
      case 1 -> Normalization.MOST_SIGNIFICANT_BIT_SET;
      case 2 -> Normalization.IMPLIED;
      default -> throw cursor.malformed("Mantissa Normalization", number, "0 to 2");
    };
  }

  private static void checkSignificantBits(
      Cursor cursor, DatatypeHeader header, int offset, int precision) {
    if (precision == 0) {
      throw cursor.malformed("Bit Precision", precision, "at least 1");
    }
    if (offset + precision > 8 * header.size()) {
      throw cursor.malformed(
          "Bit Offset and Precision",
          offset + " and " + precision,
          "together at most " + 8 * header.size());
    }
  }

  private static void checkField(Cursor cursor, String field, int location, int size, long bits) {
    if (size == 0 || location + size > bits) {
      throw cursor.malformed(
          field, size + " bits at " + location, "at least one bit, all of them below " + bits);
    }
  }

  private static void checkDisjoint(
      Cursor cursor, String a, int locationA, int sizeA, String b, int locationB, int sizeB) {
    if (locationA < locationB + sizeB && locationB < locationA + sizeA) {
      throw cursor.malformed(
          a, sizeA + " bits at " + locationA, "apart from the " + b + " at " + locationB);
    }
  }
}
