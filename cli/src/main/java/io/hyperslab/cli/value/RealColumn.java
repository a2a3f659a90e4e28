package io.hyperslab.cli.value;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.DatatypeMismatchException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/// Floating-point numbers of any description.
///
/// @param array has them
/// @param type their datatype
record RealColumn(NdArray array, FloatingPoint type) implements Column {
  @Override
  public Value.Real at(long... index) {
    if (!type.isIeee() || type.size() > Double.BYTES) {
      return other(index);
    }
    double number = array.getDouble(index);
    if (!Double.isFinite(number)) {
      return new Value.Real(number, Optional.empty());
    }
    return new Value.Real(
        number,
        Optional.of(
            switch ((int) type.size()) {
              case Double.BYTES -> new BigDecimal(Double.toString(number));
              case Float.BYTES -> new BigDecimal(Float.toString((float) number));
              default -> half(number);
            }));
  }

  /// The shortest decimal that is rounded to the same binary16.
  private static BigDecimal half(double number) {
    short bits = Float.floatToFloat16((float) number);
    BigDecimal exact = new BigDecimal(number);
    for (int digits = 1; digits < 5; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (Float.floatToFloat16(rounded.floatValue()) == bits) {
        return rounded;
      }
    }
    return exact.round(new MathContext(5));
  }

  /// Of other sizes and descriptions: the exact value, with the digits that a `double` needs where
  /// it is one.
  private Value.Real other(long... index) {
    NdArray one = array.view(Selection.at(index)).reshape(1);
    double number = one.toDoubles(Conversion.CLIP)[0];
    BigDecimal exact;
    try {
      exact = one.getBigDecimal(0);
    } catch (DatatypeMismatchException e) {
      return new Value.Real(number, Optional.empty()); // It is infinite, or not a number.
    }
    boolean isDouble = Double.isFinite(number) && new BigDecimal(number).compareTo(exact) == 0;
    return new Value.Real(
        number,
        Optional.of(
            isDouble
                ? new BigDecimal(Double.toString(number))
                : exact.round(MathContext.DECIMAL128)));
  }
}
