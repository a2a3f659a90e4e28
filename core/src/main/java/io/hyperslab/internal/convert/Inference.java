package io.hyperslab.internal.convert;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.internal.number.NestedArrays;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a Java value is stored as where nobody said: as h5py does, see [Datatypes#of(Class)].
///
/// @param type the datatype, with the sizes of files with addresses of 8 bytes
/// @param shape the shape, slowest axis first; empty for a single element
public record Inference(Datatype type, List<Long> shape) {
  /// Copies the list.
  public Inference {
    shape = List.copyOf(shape);
  }

  /// The shape as an array.
  public long[] extent() {
    long[] extent = new long[shape.size()];
    for (int axis = 0; axis < extent.length; axis++) {
      extent[axis] = shape.get(axis);
    }
    return extent;
  }

  /// Of a value or regular arrays of arrays. [BigInteger]s are unsigned 64-bit integers, signed
  /// ones if one is negative; an [NdArray] keeps its datatype.
  ///
  /// @throws IllegalArgumentException if the arrays are irregular or hold null, or no datatype
  ///   stands for their class
  public static Inference of(Object value) {
    return of(value, NestedArrays.depth(value.getClass()));
  }

  /// Of arrays of arrays whose last dimension is a sequence of variable length.
  ///
  /// @throws IllegalArgumentException as [#of(Object)] says, or if there are less than two
  ///   dimensions
  public static Inference ofSequences(Object value) {
    int depth = NestedArrays.depth(value.getClass());
    if (depth < 2) {
      throw new IllegalArgumentException(
          value.getClass().getTypeName() + " is no array of sequences");
    }
    return of(value, depth - 1);
  }

  private static Inference of(Object value, int levels) {
    if (value instanceof NdArray array) {
      return new Inference(array.datatype(), list(array.shape()));
    }
    long[] shape = levels == 0 ? new long[0] : NestedArrays.shape(value, levels);
    Class<?> element =
        levels == 0
            ? ElementWriter.classOf(value)
            : NestedArrays.component(value.getClass(), levels);
    return new Inference(typeOf(element, value, levels), list(shape));
  }

  private static List<Long> list(long[] shape) {
    return switch (shape.length) {
      case 0 -> List.of();
      case 1 -> List.of(shape[0]);
      default -> Arrays.stream(shape).boxed().toList();
    };
  }

  private static Datatype typeOf(Class<?> element, Object value, int levels) {
    if (element == BigInteger.class) {
      return hasNegative(value, levels) ? Datatypes.INT64 : Datatypes.UINT64;
    }
    return element == ObjectReference.class ? Datatypes.OBJECT_REFERENCE : Datatypes.of(element);
  }

  private static boolean hasNegative(Object value, int levels) {
    if (value instanceof BigInteger integer) {
      return integer.signum() < 0;
    }
    AtomicBoolean negative = new AtomicBoolean();
    NestedArrays.visit(
        value,
        levels,
        (row, _) -> {
          for (BigInteger integer : (BigInteger[]) row) {
            if (integer != null && integer.signum() < 0) {
              negative.set(true);
            }
          }
        });
    return negative.get();
  }
}
