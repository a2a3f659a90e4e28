package io.hyperslab.internal.transfer;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Fits elements of one shape to a selection of another, by NumPy's rules: shapes are compared from
/// the last axis on, and an axis of extent 1, or one that is missing in front, is repeated.
///
/// Some liberties are taken: a sequence may fill a selection of any shape that has as many
/// elements, axes of extent 1 may stand anywhere, and no elements fill any selection of none,
/// because a Java array of no rows does not say how long they would be.
public final class Broadcast {
  private Broadcast() {}

  /// Elements of which those of the selection are repetitions, one after the other.
  ///
  /// @param elements in the C order of `from`
  /// @param from their shape; empty for a scalar
  /// @param to the shape of the selection
  /// @return `elements`, or more of them
  /// @throws IllegalArgumentException if the shapes do not go together
  public static MemorySegment fit(
      MemorySegment elements, long elementSize, long[] from, long[] to) {
    requireFit(from, to);
    if (repeatsWhole(from, to)) {
      return elements;
    }
    int missing = to.length - from.length;
    int first = 0;
    while (from[first] == 1) {
      first++;
    }
    // What is repeated in front of the first real axis is repeated by whoever takes the elements.
    return expand(
        elements,
        elementSize,
        Arrays.copyOfRange(from, first, from.length),
        Arrays.copyOfRange(to, first + missing, to.length));
  }

  /// Whether the elements need only be repeated as a whole, if at all.
  ///
  /// @param from a shape that fits the other
  public static boolean repeatsWhole(long[] from, long[] to) {
    long have = count(from);
    if (have == 1 || have == count(to)) {
      return true;
    }
    int first = 0;
    while (from[first] == 1) {
      first++;
    }
    int missing = to.length - from.length;
    return Arrays.equals(
        Arrays.copyOfRange(from, first, from.length),
        Arrays.copyOfRange(to, first + missing, to.length));
  }

  /// Refuses elements of a shape that does not go together with that of the selection.
  ///
  /// @throws IllegalArgumentException if it does not
  public static void requireFit(long[] from, long[] to) {
    if (count(from) == 1 || isReshaped(from, to)) {
      return;
    }
    int missing = to.length - from.length;
    boolean sound = missing >= 0;
    for (int axis = from.length - 1; sound && axis >= 0; axis--) {
      sound = from[axis] == to[axis + missing] || from[axis] == 1;
    }
    if (!sound) {
      throw new IllegalArgumentException(
          "elements of shape "
              + Arrays.toString(from)
              + " for a selection of shape "
              + Arrays.toString(to));
    }
  }

  /// Whether the elements need only another shape, by the liberties that are taken.
  public static boolean isReshaped(long[] from, long[] to) {
    long have = count(from);
    return have == count(to)
        && (have == 0 || from.length == 1 || Arrays.equals(squeeze(from), squeeze(to)));
  }

  private static MemorySegment expand(
      MemorySegment elements, long elementSize, long[] from, long[] to) {
    long[] strides = new long[from.length];
    long stride = 1;
    for (int axis = from.length - 1; axis >= 0; axis--) {
      strides[axis] = from[axis] == 1 ? 0 : stride;
      stride *= from[axis];
    }
    long count = count(to);
    byte[] expanded = new byte[Math.toIntExact(Math.multiplyExact(count, elementSize))];
    MemorySegment target = MemorySegment.ofArray(expanded);
    long[] at = new long[to.length];
    for (long i = 0; i < count; i++) {
      long source = 0;
      for (int axis = 0; axis < at.length; axis++) {
        source += at[axis] * strides[axis];
      }
      MemorySegment.copy(elements, source * elementSize, target, i * elementSize, elementSize);
      int axis = at.length - 1;
      while (axis >= 0 && ++at[axis] == to[axis]) {
        at[axis--] = 0;
      }
    }
    return target;
  }

  /// Elements again and again.
  ///
  /// @param size bytes of all, a multiple of those there are
  /// @return `elements` if they are as many
  public static MemorySegment repeated(MemorySegment elements, long size) {
    long have = elements.byteSize();
    if (have == size) {
      return elements;
    }
    MemorySegment all = MemorySegment.ofArray(new byte[Math.toIntExact(size)]);
    for (long at = 0; at < size; at += have) {
      MemorySegment.copy(elements, 0, all, at, have);
    }
    return all;
  }

  /// The number of elements of a shape.
  public static long count(long[] shape) {
    long count = 1;
    for (long extent : shape) {
      count *= extent;
    }
    return count;
  }

  private static long[] squeeze(long[] shape) {
    return Arrays.stream(shape).filter(extent -> extent != 1).toArray();
  }
}
