package io.hyperslab.array;

import io.hyperslab.array.NumberStream.Form;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.error.DatatypeMismatchException;
import java.math.BigInteger;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.DoublePredicate;
import java.util.function.ObjLongConsumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// What all numbers of an array, or those along one axis, come to.
final class Reductions {
  private Reductions() {}

  private static <F extends Fold> F all(NdArray array, Form form, F fold) {
    NumberStream stream = new NumberStream(array, form);
    int room = (int) Math.min(NumberStream.LENGTH, array.size());
    if (form == Form.REAL) {
      double[] block = new double[room];
      for (int count = stream.next(block, 0); count > 0; count = stream.next(block, 0)) {
        fold.add(block, 0, count);
      }
    } else {
      long[] block = new long[room];
      for (int count = stream.next(block, 0); count > 0; count = stream.next(block, 0)) {
        fold.add(block, 0, count);
      }
    }
    return fold;
  }

  private static SumFold sumFold(NdArray array) {
    Form form = Form.of(array.datatype());
    return all(array, form, new SumFold(form));
  }

  static double sum(NdArray array) {
    return sumFold(array).value();
  }

  static long wholeSum(NdArray array) {
    if (Form.of(array.datatype()) == Form.REAL) {
      throw array.mismatch("an integer of at most 64 bits");
    }
    BigInteger sum = sumFold(array).exact();
    if (sum.bitLength() >= Long.SIZE) {
      throw new DatatypeMismatchException(
          null,
          -1,
          "sum of " + array.datatype(),
          sum.toString(),
          "a value that long holds exactly");
    }
    return sum.longValue();
  }

  static double mean(NdArray array) {
    return sum(array) / array.size();
  }

  static double deviation(NdArray array) {
    DeviationFold fold = all(array, Form.REAL, new DeviationFold(mean(array)));
    return Math.sqrt(fold.value() / array.size());
  }

  private static ExtremeFold extremeFold(NdArray array, boolean largest) {
    Form form = Form.of(array.datatype());
    requireSome(array.size());
    return all(array, form, new ExtremeFold(largest));
  }

  static double extreme(NdArray array, boolean largest) {
    ExtremeFold fold = extremeFold(array, largest);
    return switch (Form.of(array.datatype())) {
      case REAL -> fold.number();
      case WHOLE -> fold.integer();
      case UNSIGNED ->
          BigInteger.valueOf(fold.integer()).add(BigInteger.ONE.shiftLeft(63)).doubleValue();
    };
  }

  static long place(NdArray array, boolean largest) {
    return extremeFold(array, largest).place();
  }

  private static void requireSome(long count) {
    if (count == 0) {
      throw new NoSuchElementException("no elements have no smallest or largest one");
    }
  }

  static long count(NdArray array, DoublePredicate predicate) {
    long found = 0;
    NumberStream stream = new NumberStream(array, Form.REAL);
    double[] block = new double[(int) Math.min(NumberStream.LENGTH, array.size())];
    for (int count = stream.next(block, 0); count > 0; count = stream.next(block, 0)) {
      for (int i = 0; i < count; i++) {
        found += predicate.test(block[i]) ? 1 : 0;
      }
    }
    return found;
  }

  static NdArray sum(NdArray array, int axis) {
    Form form = Form.of(array.datatype());
    int along = axis(array, axis);
    if (form == Form.REAL) {
      return numbers(array, along, SumFold::value);
    }
    Datatype type = form == Form.WHOLE ? Datatypes.INT64 : Datatypes.UINT64;
    NdArray result = NdArray.zeros(type, shapeWithout(array, along));
    NdArray flat = result.reshape(result.size());
    ObjLongConsumer<SumFold> store =
        (fold, row) -> {
          if (fold.isLong() && form == Form.WHOLE) {
            flat.setLong(fold.longValue(), row);
          } else {
            flat.setBigInteger(fold.exact(), row);
          }
        };
    new AxisReduction<SumFold>(array, along, form).run(_ -> new SumFold(form), store);
    return result;
  }

  static NdArray mean(NdArray array, int axis) {
    int along = axis(array, axis);
    long length = array.shape()[along];
    return numbers(array, along, fold -> fold.value() / length);
  }

  private static NdArray numbers(NdArray array, int axis, ToDoubleFunction<SumFold> value) {
    Form form = Form.of(array.datatype());
    NdArray result = NdArray.zeros(Datatypes.FLOAT64, shapeWithout(array, axis));
    NdArray flat = result.reshape(result.size());
    new AxisReduction<SumFold>(array, axis, form)
        .run(_ -> new SumFold(form), (fold, row) -> flat.setDouble(value.applyAsDouble(fold), row));
    return result;
  }

  static NdArray deviation(NdArray array, int axis) {
    int along = axis(array, axis);
    long length = array.shape()[along];
    NdArray result = mean(array, along);
    NdArray flat = result.reshape(result.size());
    new AxisReduction<DeviationFold>(array, along, Form.REAL)
        .run(
            row -> new DeviationFold(flat.getDouble(row)),
            (fold, row) -> flat.setDouble(Math.sqrt(fold.value() / length), row));
    return result;
  }

  static NdArray extreme(NdArray array, int axis, boolean largest) {
    int along = axis(array, axis);
    Datatype type = withoutNames(array.datatype());
    return switch (Form.of(type)) {
      case WHOLE -> integers(array, along, largest, ExtremeFold::integer).as(type);
      case UNSIGNED -> {
        NdArray bits = integers(array, along, largest, fold -> fold.integer() ^ Long.MIN_VALUE);
        yield NdArray.of(bits.segment(), Datatypes.UINT64, bits.shape()).as(type);
      }
      case REAL -> {
        NdArray result = NdArray.zeros(Datatypes.FLOAT64, shapeWithout(array, along));
        NdArray flat = result.reshape(result.size());
        extremes(array, along, largest, (fold, row) -> flat.setDouble(fold.number(), row));
        yield result.as(type, Conversion.CLIP);
      }
    };
  }

  static NdArray place(NdArray array, int axis, boolean largest) {
    return integers(array, axis(array, axis), largest, ExtremeFold::place);
  }

  private static NdArray integers(
      NdArray array, int axis, boolean largest, ToLongFunction<ExtremeFold> value) {
    NdArray result = NdArray.zeros(Datatypes.INT64, shapeWithout(array, axis));
    NdArray flat = result.reshape(result.size());
    extremes(array, axis, largest, (fold, row) -> flat.setLong(value.applyAsLong(fold), row));
    return result;
  }

  private static void extremes(
      NdArray array, int axis, boolean largest, ObjLongConsumer<ExtremeFold> results) {
    requireSome(array.shape()[axis]);
    new AxisReduction<ExtremeFold>(array, axis, Form.of(array.datatype()))
        .run(_ -> new ExtremeFold(largest), results);
  }

  /// Numbers are no names: of an enumeration but of booleans its integer.
  private static Datatype withoutNames(Datatype type) {
    return type instanceof Enumeration names && !names.isBoolean() ? names.base() : type;
  }

  private static int axis(NdArray array, int axis) {
    return Objects.checkIndex(axis < 0 ? axis + array.rank() : axis, array.rank());
  }

  private static long[] shapeWithout(NdArray array, int axis) {
    long[] shape = array.shape();
    long[] rest = new long[shape.length - 1];
    System.arraycopy(shape, 0, rest, 0, axis);
    System.arraycopy(shape, axis + 1, rest, axis, rest.length - axis);
    return rest;
  }
}
