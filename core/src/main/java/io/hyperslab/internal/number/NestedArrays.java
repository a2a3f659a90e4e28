package io.hyperslab.internal.number;

import java.lang.reflect.Array;
import java.util.Arrays;

/// Java arrays of arrays, as deep as the language has them.
public final class NestedArrays {
  /// Is given the innermost arrays one after the other.
  @FunctionalInterface
  public interface Visitor {
    /// One of them.
    ///
    /// @param row the array
    /// @param first how many values the arrays before it have
    void visit(Object row, long first);
  }

  private NestedArrays() {}

  /// The number of dimensions of a class; 0 for one that is no array.
  public static int depth(Class<?> arrayClass) {
    int depth = 0;
    for (Class<?> c = arrayClass; c.isArray(); c = c.getComponentType()) {
      depth++;
    }
    return depth;
  }

  /// What is left of an array class after `levels` dimensions.
  public static Class<?> component(Class<?> arrayClass, int levels) {
    Class<?> component = arrayClass;
    for (int i = 0; i < levels; i++) {
      component = component.getComponentType();
    }
    return component;
  }

  /// The lengths of the outermost `levels` dimensions, all arrays of one dimension being of one
  /// length.
  ///
  /// @throws IllegalArgumentException if they are not, or one is null
  public static long[] shape(Object array, int levels) {
    long[] shape = new long[levels];
    Object level = array;
    for (int i = 0; i < levels && level != null; i++) {
      int length = Array.getLength(level);
      shape[i] = length;
      level = i < levels - 1 && length > 0 ? Array.get(level, 0) : null;
    }
    requireRegular(array, shape, 0);
    return shape;
  }

  private static void requireRegular(Object array, long[] shape, int level) {
    if (level == shape.length - 1 || shape.length == 0) {
      return;
    }
    for (Object row : (Object[]) array) {
      if (row == null || Array.getLength(row) != shape[level + 1]) {
        throw new IllegalArgumentException(
            "the array is irregular: after the shape %s, an array at depth %d %s; "
                    .formatted(
                        Arrays.toString(shape),
                        level + 1,
                        row == null ? "is null" : "has length " + Array.getLength(row))
                + "arrays of different lengths are elements of a variable-length datatype");
      }
      requireRegular(row, shape, level + 1);
    }
  }

  /// Visits all arrays of dimension `levels`, the first being the array itself.
  public static void visit(Object array, int levels, Visitor visitor) {
    visit(array, levels, 0, visitor);
  }

  private static long visit(Object array, int levels, long first, Visitor visitor) {
    if (levels == 1) {
      visitor.visit(array, first);
      return first + Array.getLength(array);
    }
    long next = first;
    for (Object row : (Object[]) array) {
      next = visit(row, levels - 1, next, visitor);
    }
    return next;
  }
}
