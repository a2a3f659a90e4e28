package io.hyperslab.internal.convert;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.number.NestedArrays;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.number.StoredNumbers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// How Java arrays of one class become elements of one datatype.
///
/// The outer dimensions of the class are the elements' axes. The last ones belong to each element
/// where its datatype is an array, a sequence of variable length, or opaque (`byte[]`). Complex
/// numbers are pairs along the last dimension. A single dimension for all axes gives the elements
/// flat.
final class ArrayPlan {
  private static final long[] NO_DIMENSIONS = {};

  private final Datatype type;
  private final Datatype base;
  private final long[] inner;
  private final boolean pairs;
  private final int outer;
  private final @Nullable StoredNumbers numbers;
  private final @Nullable ValueWriter each;
  private final WriteContext context;

  private ArrayPlan(Class<?> arrayClass, Datatype type, WriteContext context) {
    this.type = type;
    this.context = context;
    Class<?> leaf = NestedArrays.component(arrayClass, NestedArrays.depth(arrayClass));
    this.inner = arrayDimensions(type);
    Datatype element = unrolled(type);
    this.pairs = NumberArrays.isComplex(element) && (leaf == double.class || leaf == float.class);
    this.base = pairs ? NumberArrays.complexPart(element) : element;
    this.outer = NestedArrays.depth(arrayClass) - elementDepth(base, leaf);
    if (outer < 0) {
      throw context.noWay(arrayClass, type);
    }
    Class<?> component = NestedArrays.component(arrayClass, outer);
    boolean primitive = component.isPrimitive();
    if (primitive && component == char.class) {
      throw context.noWay(arrayClass, type);
    }
    this.numbers = primitive ? StoredNumbers.of(base, context.conversion(), context.place()) : null;
    this.each = primitive ? null : ValueWriter.of(component, base, context);
  }

  /// The plan for arrays of one class.
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException if class and datatype do not go together
  static ArrayPlan of(Class<?> arrayClass, Datatype type, WriteContext context) {
    return new ArrayPlan(arrayClass, type, context);
  }

  /// The dimensions of an array datatype, also of one in another; none for others.
  static long[] arrayDimensions(Datatype type) {
    if (!(type instanceof ArrayType)) {
      return NO_DIMENSIONS;
    }
    List<Long> dimensions = new ArrayList<>();
    Datatype element = type;
    while (element instanceof ArrayType array) {
      dimensions.addAll(array.dimensions());
      element = array.base();
    }
    return dimensions.stream().mapToLong(Long::longValue).toArray();
  }

  /// What array datatypes are made of in the end.
  static Datatype unrolled(Datatype type) {
    Datatype element = type;
    while (element instanceof ArrayType array) {
      element = array.base();
    }
    return element;
  }

  /// How many dimensions of a Java array one element itself takes.
  private static int elementDepth(Datatype type, Class<?> leaf) {
    int depth = 0;
    Datatype inner = type;
    while (inner instanceof VariableLength || inner instanceof ArrayType) {
      if (inner instanceof VariableLength sequence) {
        depth++;
        inner = sequence.base();
      } else {
        depth += arrayDimensions(inner).length;
        inner = unrolled(inner);
      }
    }
    boolean isBytes = inner instanceof Opaque || inner instanceof Reference;
    return isBytes && leaf == byte.class ? depth + 1 : depth;
  }

  /// The number of elements of a shape.
  static long count(long[] shape) {
    long count = 1;
    for (long extent : shape) {
      if (extent != 0 && count > Long.MAX_VALUE / extent) {
        throw new LimitExceededException(
            null, -1, "number of elements", Arrays.toString(shape), "less than 2^63");
      }
      count *= extent;
    }
    return count;
  }

  /// The shape of the elements that an array is; empty for a single element.
  ///
  /// @throws IllegalArgumentException if the array is irregular, or its dimensions do not go with
  ///   those of the datatype
  long[] shape(Object array) {
    if (isFlatBytes()) {
      long length = ((byte[]) array).length;
      return length == base.size() ? new long[0] : withoutInner(new long[] {length}, base.size());
    }
    if (outer == 0) {
      if (inner.length > 0) {
        throw context.noWay(array.getClass(), type);
      }
      return new long[0];
    }
    long[] shape = NestedArrays.shape(array, outer);
    if (pairs) {
      shape = halved(shape);
      if (inner.length == 0 && outer == 1 && shape[0] == 1) {
        return new long[0];
      }
    }
    return elementShape(shape, inner, type);
  }

  private boolean isFlatBytes() {
    return outer == 0 && inner.length == 0 && base instanceof Opaque;
  }

  private static long[] halved(long[] shape) {
    int last = shape.length - 1;
    if (shape[last] % 2 != 0) {
      throw new IllegalArgumentException(
          "complex numbers are pairs, but the last dimension has length " + shape[last]);
    }
    long[] half = shape.clone();
    half[last] /= 2;
    return half;
  }

  /// The shape of elements of an array datatype, given the shape of all that they are made of.
  ///
  /// @throws IllegalArgumentException if the last dimensions are others
  static long[] elementShape(long[] shape, long[] inner, Datatype type) {
    if (inner.length == 0) {
      return shape;
    }
    int axes = shape.length - inner.length;
    if (axes >= 0 && Arrays.equals(Arrays.copyOfRange(shape, axes, shape.length), inner)) {
      return Arrays.copyOf(shape, axes);
    }
    // An array without rows does not say how long they would be.
    if (axes > 0 && count(Arrays.copyOf(shape, axes)) == 0) {
      return Arrays.copyOf(shape, axes);
    }
    if (shape.length == 1) {
      long perElement = count(inner);
      return shape[0] == perElement ? new long[0] : withoutInner(shape, perElement);
    }
    throw new IllegalArgumentException(
        "an array of shape %s has no elements of %s".formatted(Arrays.toString(shape), type));
  }

  private static long[] withoutInner(long[] flat, long perElement) {
    if (flat[0] % perElement != 0) {
      throw new IllegalArgumentException(
          "%d values are no whole number of elements of %d".formatted(flat[0], perElement));
    }
    return new long[] {flat[0] / perElement};
  }

  /// The memory of an array that is its elements as they are stored, if it is.
  Optional<MemorySegment> asStored(Object array) {
    return numbers == null || outer != 1 ? Optional.empty() : numbers.asStored(array);
  }

  /// Stores all elements of an array whose [#shape] was asked for.
  ///
  /// @param to memory that is all zero
  /// @param index the index to name for each element
  void write(Object array, MemorySegment to, long offset, LongUnaryOperator index) {
    if (isFlatBytes()) {
      byte[] bytes = (byte[]) array;
      MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, offset, bytes.length);
      return;
    }
    if (outer == 0) {
      each().put(array, to, offset, index.applyAsLong(0));
      return;
    }
    long perElement = count(inner) * (pairs ? 2 : 1);
    LongUnaryOperator element = i -> index.applyAsLong(i / perElement);
    NestedArrays.visit(array, outer, (row, first) -> writeRow(row, first, to, offset, element));
  }

  private void writeRow(
      Object row, long first, MemorySegment to, long offset, LongUnaryOperator element) {
    long at = offset + first * base.size();
    if (numbers != null) {
      numbers.putAll(row, to, at, i -> element.applyAsLong(first + i));
      return;
    }
    Object[] values = (Object[]) row;
    int done = each instanceof VariableTextWriter texts ? texts.putFirst(values, to, at) : 0;
    for (int i = done; i < values.length; i++) {
      long index = element.applyAsLong(first + i);
      each().put(context.present(values[i], index), to, at + i * base.size(), index);
    }
  }

  private ValueWriter each() {
    if (each == null) {
      throw new IllegalStateException("the values are primitive");
    }
    return each;
  }
}
