package io.hyperslab.array;

import io.hyperslab.array.NumberStream.Form;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.number.StoredNumbers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/// Something done to each number of an array.
final class Elementwise {
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Elementwise() {}

  private static double[] block(NdArray array) {
    return new double[(int) Math.min(NumberStream.LENGTH, array.size())];
  }

  static NdArray map(NdArray array, DoubleUnaryOperator operator) {
    NdArray result = NdArray.zeros(Datatypes.FLOAT64, array.shape());
    MemorySegment to = result.memory();
    NumberStream stream = new NumberStream(array, Form.REAL);
    double[] block = block(array);
    long at = 0;
    for (int count = stream.next(block, 0); count > 0; count = stream.next(block, 0)) {
      for (int i = 0; i < count; i++) {
        block[i] = operator.applyAsDouble(block[i]);
      }
      MemorySegment.copy(block, 0, to, DOUBLE, at, count);
      at += (long) count * Double.BYTES;
    }
    return result;
  }

  static void mapInPlace(NdArray array, DoubleUnaryOperator operator) {
    array.writableMemory();
    StoredNumbers numbers = StoredNumbers.of(array.datatype(), Conversion.EXACT, "");
    NumberStream stream = new NumberStream(array, Form.REAL);
    StrideCursor target = array.cursor();
    double[] block = block(array);
    MemorySegment stored = Memory.allocate(block.length * array.datatype().size(), "elements", -1);
    long done = 0;
    for (int count = stream.next(block, 0); count > 0; count = stream.next(block, 0)) {
      for (int i = 0; i < count; i++) {
        block[i] = operator.applyAsDouble(block[i]);
      }
      long first = done;
      double[] values = count == block.length ? block : Arrays.copyOf(block, count);
      numbers.putAll(values, stored, 0, i -> first + i);
      target.scatter(stored, 0, count);
      done += count;
    }
  }

  static NdArray combine(NdArray a, NdArray b, DoubleBinaryOperator operator) {
    long[] shape = Strides.commonShape(a.shape(), b.shape());
    NdArray result = NdArray.zeros(Datatypes.FLOAT64, shape);
    MemorySegment to = result.memory();
    NumberStream lefts = new NumberStream(a.broadcast(shape), Form.REAL);
    NumberStream rights = new NumberStream(b.broadcast(shape), Form.REAL);
    double[] left = block(result);
    double[] right = block(result);
    long at = 0;
    for (int count = lefts.next(left, 0); count > 0; count = lefts.next(left, 0)) {
      rights.next(right, 0);
      for (int i = 0; i < count; i++) {
        left[i] = operator.applyAsDouble(left[i], right[i]);
      }
      MemorySegment.copy(left, 0, to, DOUBLE, at, count);
      at += (long) count * Double.BYTES;
    }
    return result;
  }

  static boolean[] mask(NdArray array, DoublePredicate predicate) {
    boolean[] mask = new boolean[array.arrayLength()];
    NumberStream stream = new NumberStream(array, Form.REAL);
    double[] block = block(array);
    int done = 0;
    for (int count = stream.next(block, 0); count > 0; count = stream.next(block, 0)) {
      for (int i = 0; i < count; i++) {
        mask[done + i] = predicate.test(block[i]);
      }
      done += count;
    }
    return mask;
  }
}
