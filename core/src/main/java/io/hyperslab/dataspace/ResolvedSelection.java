package io.hyperslab.dataspace;

/// The elements of one shape that a read asks for, with absolute indices that are known to lie
/// inside: a product of axes ([GridSelection]) or a sequence of runs ([RunSelection]).
///
/// The *ordinal* of a selected element is its place in the result, from 0, in the result's C order.
/// Selections that ascend along every axis are in C order of the coordinates too, as libhdf5
/// matches the elements of two selections.
///
/// Immutable and thread-safe. Coordinates handed in have one entry for each axis of [#shape()];
/// other lengths are an [IndexOutOfBoundsException] or have their excess ignored.
public sealed interface ResolvedSelection permits GridSelection, RunSelection {

  /// A copy of the shape that the coordinates refer to.
  long[] shape();

  /// The number of axes of [#shape()].
  int rank();

  /// A copy of the shape of the result.
  long[] resultShape();

  /// The number of elements, repeated ones included: the product of [#resultShape()].
  long elementCount();

  /// Whether no element is selected.
  default boolean isEmpty() {
    return elementCount() == 0;
  }

  /// Whether this is every element of the shape, in order.
  boolean isAll();

  /// The smallest selected index of each axis; all 0 when nothing is selected.
  long[] low();

  /// The largest selected index of each axis, inclusive; all -1 when nothing is selected.
  long[] high();

  /// The first ordinal of the element at `coordinates`, or -1 when it is not selected.
  long ordinalOf(long[] coordinates);

  /// Writes the coordinates of the element with that ordinal to `out`.
  ///
  /// @throws IndexOutOfBoundsException unless `0 <= ordinal < elementCount()`
  void coordinatesOf(long ordinal, long[] out);

  /// How many elements from `ordinal` on, itself included, follow each other along the last axis of
  /// the shape.
  ///
  /// @throws IndexOutOfBoundsException unless `0 <= ordinal < elementCount()`
  long contiguousFrom(long ordinal);

  /// How many elements, from `coordinates` on along the last axis, are not selected: 0 when that
  /// one is, `Long.MAX_VALUE` when no selected one follows in its row.
  long absentFrom(long[] coordinates);
}
