package io.hyperslab.array;

import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.bytes.Text;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Arrays that are made of nothing.
final class NewArrays {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private NewArrays() {}

  /// Zeroed memory for so many elements.
  static MemorySegment memory(Datatype type, long[] shape) {
    long bytes = 1;
    for (long extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " is negative");
      }
      bytes = extent == 0 ? 0 : Saturated.multiply(bytes, extent);
    }
    return Memory.allocate(Saturated.multiply(bytes, type.size()), "elements", -1);
  }

  static NdArray texts(String[] values, long[] shape) {
    long[] found = NdArray.shapeOf(values.length, shape);
    int longest = 1;
    for (String value : values) {
      if (value == null) {
        throw new IllegalArgumentException("a text is null");
      }
      longest = Math.max(longest, Text.encode(value).length);
    }
    FixedString type = Datatypes.fixedString(longest);
    NdArray array = NdArray.zeros(type, found);
    MemorySegment memory = array.memory();
    for (int i = 0; i < values.length; i++) {
      TextElements.put(values[i], type, Conversion.EXACT, memory, (long) i * longest);
    }
    return array;
  }

  static NdArray range(long start, long stop, long step) {
    if (step == 0) {
      throw new IllegalArgumentException("the step is 0");
    }
    boolean some = step > 0 ? start < stop : start > stop;
    long count = 0;
    if (some) {
      // The distance may not fit a long; as an unsigned number it does.
      long distance = step > 0 ? stop - start : start - stop;
      long magnitude = step > 0 ? step : -step;
      count = Long.divideUnsigned(distance - 1, magnitude) + 1;
    }
    if (count < 0) {
      throw new IllegalArgumentException("the range has more than 2^63 integers");
    }
    NdArray array = NdArray.zeros(Datatypes.INT64, count);
    MemorySegment memory = array.memory();
    for (long i = 0; i < count; i++) {
      memory.set(LONG, i * Long.BYTES, start + i * step);
    }
    return array;
  }

  static NdArray range(double start, double stop, double step) {
    double length = Math.ceil((stop - start) / step);
    if (step == 0 || !Double.isFinite(length) || !Double.isFinite(step)) {
      throw new IllegalArgumentException(
          "no range from %s to %s in steps of %s".formatted(start, stop, step));
    }
    return steps(start, step, (long) Math.max(0, length));
  }

  static NdArray linspace(double start, double stop, long count) {
    double step = count > 1 ? (stop - start) / (count - 1) : 0;
    NdArray array = steps(start, step, count);
    if (count > 1) {
      array.setDouble(stop, count - 1);
    }
    return array;
  }

  private static NdArray steps(double start, double step, long count) {
    NdArray array = NdArray.zeros(Datatypes.FLOAT64, count);
    MemorySegment memory = array.memory();
    for (long i = 0; i < count; i++) {
      memory.set(DOUBLE, i * Double.BYTES, start + i * step);
    }
    return array;
  }
}
