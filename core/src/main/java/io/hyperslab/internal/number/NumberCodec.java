package io.hyperslab.internal.number;

import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Time;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.UnsupportedFeatureException;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;

/// Reads and writes one stored number by its description. Immutable; for any thread.
///
/// An offset is where the element starts in the segment; the segment holds the whole element.
public sealed interface NumberCodec permits IntegerCodec, FloatCodec {
  /// The codec of a number: integers, bit fields, enumerations (as their integers), times (as
  /// integers) and floating-point numbers.
  ///
  /// @throws DatatypeMismatchException if the datatype is no number
  /// @throws UnsupportedFeatureException if the description is beyond what is decoded
  static NumberCodec of(Datatype type) {
    // No switch: see docs/decisions/0020.
    if (type instanceof FixedPoint integer) {
      return integer(integer);
    }
    if (type instanceof FloatingPoint real) {
      return FloatCodec.of(real);
    }
    if (type instanceof Enumeration names) {
      return of(names.base());
    }
    if (type instanceof Bitfield bits) {
      return new IntegerCodec(
          bits.size(),
          bits.order(),
          false,
          bits.precision(),
          bits.bitOffset(),
          bits.lowPadding(),
          bits.highPadding());
    }
    if (type instanceof Time time) {
      return of(asInteger(time));
    }
    throw new DatatypeMismatchException("datatype", -1, "datatype", type.toString(), "a number");
  }

  private static NumberCodec integer(FixedPoint type) {
    return new IntegerCodec(
        type.size(),
        type.order(),
        type.signed(),
        type.precision(),
        type.bitOffset(),
        type.lowPadding(),
        type.highPadding());
  }

  private static FixedPoint asInteger(Time time) {
    return new FixedPoint(
        time.size(), time.order(), true, time.precision(), 0, BitPadding.ZERO, BitPadding.ZERO);
  }

  /// Whether [#of(Datatype)] accepts the datatype.
  static boolean isNumber(Datatype type) {
    return switch (type) {
      case FixedPoint _, Bitfield _, Enumeration _, Time _, FloatingPoint _ -> true;
      default -> false;
    };
  }

  /// Checks that bits `position` to `position + width` lie inside an element.
  static void checkField(long size, ByteOrder order, long position, long width, String field) {
    if (size < 1 || order == ByteOrder.VAX && size % 2 != 0) {
      throw new UnsupportedFeatureException(
          "datatype",
          -1,
          "size of a number",
          size + " bytes",
          "an even number for VAX order, or 1");
    }
    if (position < 0
        || width < 0
        || size < (Integer.MAX_VALUE >> 3) && position + width > 8 * size) {
      throw new UnsupportedFeatureException(
          "datatype",
          -1,
          field,
          width + " bits at " + position,
          "bits inside the element of " + size + " bytes");
    }
  }

  /// The bytes of one element.
  long size();

  /// Whether the number is an integer by its description.
  boolean isInteger();

  /// The value cut to an integer and clipped to the range of `long`; NaN is 0.
  long longAt(MemorySegment raw, long offset);

  /// The nearest `double`.
  double doubleAt(MemorySegment raw, long offset);

  /// The nearest `float`, rounded once.
  float floatAt(MemorySegment raw, long offset);

  /// Whether every value of this description is a `long`.
  boolean alwaysLong();

  /// Whether every value of this description is a `double`.
  boolean alwaysDouble();

  /// Whether [#longAt] is the exact value.
  boolean isLong(MemorySegment raw, long offset);

  /// Whether [#doubleAt] is the exact value. Infinities are; so is every NaN, whose payload counts
  /// for nothing.
  boolean isDouble(MemorySegment raw, long offset);

  /// The exact value.
  ///
  /// @throws DatatypeMismatchException if it is infinite or not a number
  BigDecimal bigDecimalAt(MemorySegment raw, long offset);

  /// The number in the general form.
  void unpack(MemorySegment raw, long offset, UnpackedNumber into);

  /// Stores a number: nearest, clipped as [io.hyperslab.datatype.Conversion#CLIP] says. All bytes
  /// of the element are written, paddings too.
  void pack(UnpackedNumber value, MemorySegment raw, long offset);

  /// The value in short form, for messages.
  String text(MemorySegment raw, long offset);
}
