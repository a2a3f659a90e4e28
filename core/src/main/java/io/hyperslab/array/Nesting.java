package io.hyperslab.array;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.number.HeapRoom;
import io.hyperslab.internal.number.NestedArrays;
import io.hyperslab.internal.number.StoredNumbers;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Arrays of arrays: the axes of an [NdArray] first, then what its elements are made of (sequences,
/// opaque bytes). Recursion goes no deeper than the requested array class has dimensions.
final class Nesting {
  /// Makes one flat Java array of elements that are no sequences.
  interface Flat {
    /// All elements in C order.
    ///
    /// @param component class of the array's components
    /// @return an array of that component class
    Object array(Class<?> component, NdArray elements);
  }

  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;
  private static final long MOST_EMPTY_ROWS = 1 << 20;

  private Nesting() {}

  /// The elements as an array of class `arrayClass`: nested as the shape says, or flat when the
  /// class has one dimension for all axes.
  static Object nest(Class<?> arrayClass, NdArray elements, Flat flat) {
    return HeapRoom.shared(bytesOnHeap(elements), room -> nest(arrayClass, elements, flat, room));
  }

  /// What the elements take in C order without gaps.
  private static long bytesOnHeap(NdArray elements) {
    boolean onHeap = !elements.isContiguous() || elements.memory().heapBase().isPresent();
    return onHeap ? Saturated.multiply(elements.size(), elements.datatype().size()) : 0;
  }

  private static Object nest(Class<?> arrayClass, NdArray elements, Flat flat, HeapRoom room) {
    int depth = depth(arrayClass);
    Class<?> leaf = component(arrayClass, depth);
    int inElements = elementDepth(elements.datatype(), leaf);
    int outer = depth - inElements;
    if (outer != 1 && outer != elements.rank() || outer < 1) {
      throw new DatatypeMismatchException(
          null,
          -1,
          "array class " + arrayClass.getTypeName(),
          depth + " dimensions",
          Math.max(1, elements.rank())
              + inElements
              + " for shape "
              + Arrays.toString(elements.shape())
              + " of "
              + elements.datatype());
    }
    Class<?> component = component(arrayClass, outer);
    Object all =
        elements.datatype() instanceof VariableLength
            ? sequences(component, elements, flat, room)
            : flat.array(component, elements);
    return outer == 1 ? all : guardedSplit(all, elements.shape(), room);
  }

  /// The primitives or texts of arrays of arrays.
  ///
  /// @throws IllegalArgumentException if they are neither, or the arrays are irregular
  static NdArray flatten(Object arrays) {
    int depth = depth(arrays.getClass());
    Class<?> leaf = component(arrays.getClass(), depth);
    if (leaf == String.class) {
      return texts(arrays, depth);
    } else if (!leaf.isPrimitive()) {
      throw new IllegalArgumentException(
          arrays.getClass().getTypeName() + " holds no primitives or texts");
    }
    Datatype type = Datatypes.of(leaf);
    long[] shape = NestedArrays.shape(arrays, depth);
    long bytes = type.size();
    for (long extent : shape) {
      bytes = Math.multiplyExact(bytes, extent);
    }
    MemorySegment elements = Memory.allocate(bytes, "elements", -1);
    StoredNumbers numbers = StoredNumbers.of(type, Conversion.EXACT, "");
    NestedArrays.visit(
        arrays,
        depth,
        (row, first) -> numbers.putAll(row, elements, first * type.size(), i -> first + i));
    return NdArray.of(elements, type, shape);
  }

  private static NdArray texts(Object arrays, int depth) {
    long[] shape = NestedArrays.shape(arrays, depth);
    List<String> all = new ArrayList<>();
    NestedArrays.visit(arrays, depth, (row, _) -> all.addAll(Arrays.asList((String[]) row)));
    return NdArray.of(all.toArray(String[]::new), shape);
  }

  private static Object sequences(Class<?> component, NdArray elements, Flat flat, HeapRoom room) {
    int length = elements.arrayLength();
    room.take(length, HeapRoom.REFERENCE);
    Object[] out = (Object[]) Memory.array(component, length);
    NdArray row = elements.reshape(length);
    for (int i = 0; i < length; i++) {
      NdArray sequence = row.sequence(i);
      // What is in the array takes its room where it is made.
      room.take(1, HeapRoom.HEADER);
      out[i] = nest(component, sequence, flat, room);
    }
    return out;
  }

  /// Rows are copies of what has its room already: they are not refused as long as the JVM has
  /// memory for both.
  private static Object guardedSplit(Object all, long[] shape, HeapRoom room) {
    long copied = Array.getLength(all) * size(all.getClass().getComponentType());
    return Memory.guarded(() -> split(all, shape, room), copied, "elements", -1);
  }

  /// Bytes of an array's component.
  private static long size(Class<?> component) {
    return component.isPrimitive() ? Datatypes.of(component).size() : HeapRoom.REFERENCE;
  }

  /// Cuts a flat array along all axes but the last, from the innermost axis outwards.
  private static Object split(Object all, long[] shape, HeapRoom room) {
    Object level = all;
    for (int axis = shape.length - 1; axis > 0; axis--) {
      int length = (int) shape[axis];
      int count = rows(shape, axis);
      long each = size(level.getClass().getComponentType());
      long besides = HeapRoom.arraySize(length, each) - length * each;
      room.take(count, HeapRoom.REFERENCE + besides);
      Object[] rows = (Object[]) Array.newInstance(level.getClass(), count);
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Array.newInstance(level.getClass().getComponentType(), length);
        System.arraycopy(level, i * length, rows[i], 0, length);
      }
      level = rows;
    }
    return level;
  }

  /// The number of rows along an axis. Where an axis is empty, the others are claims without a
  /// single byte behind them.
  private static int rows(long[] shape, int axis) {
    long largest = LONGEST_ARRAY;
    for (long extent : shape) {
      largest = extent == 0 ? MOST_EMPTY_ROWS : largest;
    }
    long rows = 1;
    for (int i = 0; i < axis; i++) {
      if (shape[i] > 0 && rows > largest / shape[i] || shape[axis] > largest) {
        throw new LimitExceededException(
            null, -1, "arrays to nest for shape", Arrays.toString(shape), "at most " + largest);
      }
      rows *= shape[i];
    }
    return (int) rows;
  }

  private static int depth(Class<?> arrayClass) {
    int depth = 0;
    for (Class<?> c = arrayClass; c.isArray(); c = c.getComponentType()) {
      depth++;
    }
    if (depth == 0) {
      throw new IllegalArgumentException(arrayClass.getTypeName() + " is no array class");
    }
    return depth;
  }

  private static Class<?> component(Class<?> arrayClass, int levels) {
    Class<?> component = arrayClass;
    for (int i = 0; i < levels; i++) {
      component = component.getComponentType();
    }
    return component;
  }

  /// How many array dimensions one element itself takes.
  private static int elementDepth(Datatype type, Class<?> leaf) {
    int depth = 0;
    Datatype inner = type;
    while (true) {
      switch (inner) {
        case VariableLength variable -> {
          depth++;
          inner = variable.base();
        }
        case ArrayType array -> {
          depth += array.dimensions().size();
          inner = array.base();
        }
        case Opaque _ -> {
          return leaf == byte.class ? depth + 1 : depth;
        }
        default -> {
          return depth;
        }
      }
    }
  }
}
