package io.hyperslab.cli.dump;

import io.hyperslab.array.NdArray;
import io.hyperslab.cli.text.FloatText;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.error.DatatypeMismatchException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.Optional;

/// Numbers as text, converted as libhdf5 does to the nearest type of C.
public final class NumberText {
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private static final double NEGATIVE_NAN = Double.longBitsToDouble(0xfff8L << 48);

  private NumberText() {}

  /// The bits of the smallest type of C that holds the number; 0 if none does.
  public static int width(NumericType type) {
    for (int width = 8; width <= 64; width *= 2) {
      if (type.precision() <= width) {
        return width;
      }
    }
    return 0;
  }

  public static void integer(
      FixedPoint type, MemorySegment bytes, long offset, ValueStyle style, StringBuilder out) {
    int width = width(type);
    if (width == 0) {
      out.append(bigInteger(type, bytes, offset));
      return;
    }
    long value = longValue(type, bytes, offset);
    if (style.bits().isPresent()) {
      value = style.bits().get().of(value, width);
      value = type.signed() ? signExtended(value, width) : value;
    }
    if (style.characters() && width == 8) {
      CharacterText.append(out, (byte) value, style.escapes());
    } else {
      out.append(type.signed() ? Long.toString(value) : Long.toUnsignedString(value));
    }
  }

  private static long signExtended(long value, int width) {
    return value << 64 - width >> 64 - width;
  }

  /// The value of an integer of at most 64 bits; one without sign may have the highest bit set.
  public static long longValue(FixedPoint type, MemorySegment bytes, long offset) {
    if (!type.isFullWidth() || type.size() > 8 || Long.bitCount(type.size()) != 1) {
      return bigInteger(type, bytes, offset).longValue();
    }
    boolean big = type.order() == ByteOrder.BIG_ENDIAN;
    java.nio.ByteOrder order =
        big ? java.nio.ByteOrder.BIG_ENDIAN : java.nio.ByteOrder.LITTLE_ENDIAN;
    boolean signed = type.signed();
    return switch ((int) type.size()) {
      case 1 -> {
        byte value = bytes.get(ValueLayout.JAVA_BYTE, offset);
        yield signed ? value : Byte.toUnsignedLong(value);
      }
      case 2 -> {
        short value = bytes.get(SHORT.withOrder(order), offset);
        yield signed ? value : Short.toUnsignedLong(value);
      }
      case 4 -> {
        int value = bytes.get(INT.withOrder(order), offset);
        yield signed ? value : Integer.toUnsignedLong(value);
      }
      default -> bytes.get(LONG.withOrder(order), offset);
    };
  }

  private static BigInteger bigInteger(FixedPoint type, MemorySegment bytes, long offset) {
    return element(type, bytes, offset).getBigInteger();
  }

  private static NdArray element(Datatype type, MemorySegment bytes, long offset) {
    return NdArray.of(bytes.asSlice(offset, type.size()), type);
  }

  public static void floatingPoint(
      FloatingPoint type, MemorySegment bytes, long offset, ValueStyle style, StringBuilder out) {
    if (type.size() > 8) {
      out.append(longDouble(type, bytes, offset));
      return;
    }
    double number = doubleValue(type, bytes, offset);
    boolean negativeNan = Double.isNaN(number) && isNegative(type, bytes, offset);
    double value = negativeNan ? NEGATIVE_NAN : Double.isNaN(number) ? Double.NaN : number;
    out.append(style.floats().map(f -> f.format(value)).orElseGet(() -> FloatText.general(value)));
  }

  /// The sign of a number that has one even when it is none: conversions need not keep it.
  private static boolean isNegative(FloatingPoint type, MemorySegment bytes, long offset) {
    long fromLowest = type.signLocation() / Byte.SIZE;
    long index =
        switch (type.order()) {
          case LITTLE_ENDIAN -> fromLowest;
          case BIG_ENDIAN -> type.size() - 1 - fromLowest;
          case VAX -> type.size() - 2 - fromLowest / 2 * 2 + fromLowest % 2;
        };
    return (bytes.get(ValueLayout.JAVA_BYTE, offset + index) >> type.signLocation() % 8 & 1) != 0;
  }

  static double doubleValue(FloatingPoint type, MemorySegment bytes, long offset) {
    if (type.size() == 8 && type.isIeee() && type.order() == ByteOrder.LITTLE_ENDIAN) {
      return Double.longBitsToDouble(
          bytes.get(LONG.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN), offset));
    }
    NdArray element = element(type, bytes, offset);
    return type.size() <= 4
        ? element.reshape(1).toFloats(Conversion.CLIP)[0]
        : element.reshape(1).toDoubles(Conversion.CLIP)[0];
  }

  /// Six digits of a number whose exponent a `double` may not have.
  private static String longDouble(FloatingPoint type, MemorySegment bytes, long offset) {
    NdArray element = element(type, bytes, offset);
    try {
      return FloatText.general(element.getBigDecimal());
    } catch (DatatypeMismatchException e) { // not finite
      return FloatText.general(element.reshape(1).toDoubles(Conversion.CLIP)[0]);
    }
  }

  /// The name of an enumeration's value, or its bytes if it has none.
  public static void enumeration(
      Enumeration type, MemorySegment bytes, long offset, StringBuilder out) {
    BigInteger value = element(type.base(), bytes, offset).getBigInteger();
    Optional<String> name = type.nameOf(value);
    if (name.isPresent()) {
      out.append(CharacterText.escapedName(Latin1.ofName(name.get())));
      return;
    }
    int width = width(type.base());
    int size = width == 0 ? Math.toIntExact(type.size()) : width / 8;
    hexadecimal(littleEndian(value, size), out);
  }

  /// Bytes in hexadecimal, as bitfields and opaque data are written.
  public static void hexadecimal(byte[] value, StringBuilder out) {
    if (value.length == 1) {
      out.append("0x");
    }
    for (int i = 0; i < value.length; i++) {
      out.append(i == 0 ? "" : ":");
      out.append(Character.forDigit(value[i] >> 4 & 0xf, 16));
      out.append(Character.forDigit(value[i] & 0xf, 16));
    }
  }

  /// The bytes of a bitfield once it is in memory, least significant first.
  public static byte[] bitfield(Bitfield type, MemorySegment bytes, long offset) {
    FixedPoint asInteger =
        new FixedPoint(
            type.size(),
            type.order(),
            false,
            type.precision(),
            type.bitOffset(),
            BitPadding.ZERO,
            BitPadding.ZERO);
    int width = width(type);
    int size = width == 0 ? Math.toIntExact(type.size()) : width / 8;
    return littleEndian(bigInteger(asInteger, bytes, offset), size);
  }

  /// The low bytes of a number, least significant first.
  public static byte[] littleEndian(BigInteger value, int size) {
    byte[] out = new byte[size];
    for (int i = 0; i < size; i++) {
      out[i] = value.shiftRight(8 * i).byteValue();
    }
    return out;
  }
}
