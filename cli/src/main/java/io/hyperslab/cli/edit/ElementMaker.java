package io.hyperslab.cli.edit;

import io.hyperslab.array.NdArray;
import io.hyperslab.cli.value.ElementWalk;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.DatatypeMismatchException;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Makes elements of a datatype of values of the command line.
///
/// A fraction is rounded to what a floating-point number has, as in a program text; all else that a
/// datatype does not hold is refused.
final class ElementMaker {
  private ElementMaker() {}

  /// Elements in the shape of the values.
  ///
  /// @param type without data of variable length
  /// @throws IllegalArgumentException if a value makes no sense for the datatype
  static NdArray elements(GivenValues values, Datatype type) {
    Datatype element = type instanceof ArrayType array ? array.base() : type;
    long[] shape = values.dimensions();
    long size = Math.multiplyExact(values.elements().size(), element.size());
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(size + " bytes of values, expected less than 2 GiB");
    }
    MemorySegment memory = MemorySegment.ofArray(new byte[(int) size]);
    if (element instanceof Enumeration names) {
      fill(NdArray.of(memory, names.base(), shape), numbered(values, names));
    } else {
      fill(NdArray.of(memory, element, shape), values);
    }
    return NdArray.of(memory, element, shape);
  }

  /// The numbers of an enumeration's names.
  private static GivenValues numbered(GivenValues values, Enumeration type) {
    return new GivenValues(
        values.elements().stream()
            .map(value -> (Literal) new Literal.Whole(number(value, type)))
            .toList(),
        values.shape());
  }

  private static BigInteger number(Literal value, Enumeration type) {
    return switch (value) {
      case Literal.Text text ->
          type.valueOf(text.text())
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "'"
                          + text.text()
                          + "' is none of "
                          + type.members().stream().map(Enumeration.Member::name).toList()));
      case Literal.Flag flag -> flag.isTrue() ? BigInteger.ONE : BigInteger.ZERO;
      case Literal.Whole whole -> whole.number();
      default -> throw new IllegalArgumentException("expected a value of " + type);
    };
  }

  private static void fill(NdArray to, GivenValues values) {
    if (values.elements().isEmpty()) {
      return;
    }
    if (values.elements().size() != to.size()) {
      throw new IllegalArgumentException(
          values.elements().size() + " values for " + to.size() + " elements of an array");
    }
    if (to.datatype() instanceof Compound type) {
      if (!values.areStructs()) {
        throw new IllegalArgumentException("expected (values) for " + type);
      }
      for (int i = 0; i < type.members().size(); i++) {
        Compound.Member member = type.members().get(i);
        fillMember(to.field(member.name()), member.type(), values.member(i, type.members().size()));
      }
      return;
    }
    long[] shape = to.shape();
    long[] index = new long[shape.length];
    int next = 0;
    do {
      put(values.elements().get(next++), to, index);
    } while (ElementWalk.next(index, shape));
  }

  private static void fillMember(NdArray to, Datatype type, GivenValues values) {
    switch (type) {
      case Enumeration names -> to.copyFrom(elements(values, names));
      case ArrayType _ -> fill(to, values.unfolded());
      default -> fill(to, values);
    }
  }

  private static void put(Literal literal, NdArray to, long... index) {
    switch (to.datatype()) {
      case FixedPoint type -> putWhole(literal, type, to, index);
      case FloatingPoint type -> putReal(literal, type, to, index);
      case FixedString _ -> to.setString(GivenValues.text(literal), index);
      default ->
          throw new IllegalArgumentException("values cannot be given for type " + to.datatype());
    }
  }

  private static void putWhole(Literal literal, FixedPoint type, NdArray to, long... index) {
    switch (literal) {
      case Literal.Whole whole -> putWhole(whole.number(), type, to, index);
      case Literal.Flag flag -> to.setLong(flag.isTrue() ? 1 : 0, index);
      case Literal.Real real when Double.isFinite(real.number()) -> {
        BigDecimal number = real.decimal().stripTrailingZeros();
        if (number.scale() > 0) {
          throw new IllegalArgumentException(
              real.text() + " is no value of " + type + ", which has no fractions");
        }
        putWhole(number.toBigIntegerExact(), type, to, index);
      }
      default -> throw noValue(literal, type);
    }
  }

  private static void putWhole(BigInteger number, FixedPoint type, NdArray to, long... index) {
    try {
      to.setBigInteger(number, index);
    } catch (DatatypeMismatchException e) {
      throw new IllegalArgumentException(number + " is no value of " + type, e);
    }
  }

  private static void putReal(Literal literal, FloatingPoint type, NdArray to, long... index) {
    switch (literal) {
      case Literal.Whole whole -> putUnrounded(whole.number(), type, to, index);
      case Literal.Real real -> putReal(real, type, to, index);
      default -> throw noValue(literal, type);
    }
  }

  private static void putUnrounded(
      BigInteger number, FloatingPoint type, NdArray to, long... index) {
    try {
      to.setBigInteger(number, index);
    } catch (DatatypeMismatchException e) {
      throw new IllegalArgumentException(
          type + " does not hold " + number + " exactly; " + number + ".0 is rounded", e);
    }
  }

  private static void putReal(Literal.Real real, FloatingPoint type, NdArray to, long... index) {
    if (real.isFinite() && type.size() > Double.BYTES && putDigits(real.decimal(), to, index)) {
      return;
    }
    double rounded = rounded(real, type);
    if (real.isFinite() && Double.isInfinite(rounded)) {
      throw new IllegalArgumentException("a number is too large for " + type);
    }
    to.setDouble(rounded, index);
  }

  /// Puts a number if the datatype has all its digits.
  ///
  /// @return whether it has
  private static boolean putDigits(BigDecimal number, NdArray to, long... index) {
    try {
      to.setBigDecimal(number, index);
      return true;
    } catch (DatatypeMismatchException _) {
      return false;
    }
  }

  private static double rounded(Literal.Real real, FloatingPoint type) {
    return switch ((int) type.size()) {
      case Float.BYTES -> real.single();
      case Short.BYTES ->
          type.isIeee() ? Float.float16ToFloat(Float.floatToFloat16(real.single())) : real.number();
      default -> real.number();
    };
  }

  private static IllegalArgumentException noValue(Literal literal, Datatype type) {
    String text =
        literal instanceof Literal.Struct || literal instanceof Literal.Items
            ? "a list or a compound"
            : "'" + GivenValues.text(literal) + "'";
    return new IllegalArgumentException(text + " is no value of " + type);
  }
}
