package io.hyperslab.dataspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What is asked for, relative to a shape that is not known yet.
///
/// ```java
/// Selection.of("0:10, ::2, -1, ...")                    // as Python and h5py write it
/// Selection.axes(Axis.until(10), Axis.all().by(2), Axis.index(-1), Axis.ellipsis())
/// Selection.points(new long[][] {{3, 4}, {0, 0}})       // 1-D result in the given order
/// Selection.box(new long[] {0, 8}, new long[] {4, 4}).union(Selection.of("9"))
/// ```
///
/// Immutable and thread-safe; equal when written alike.
public sealed interface Selection
    permits AxesSelection,
        Hyperslab,
        PointSelection,
        MaskSelection,
        BoxSelection,
        UnionSelection,
        NestedSelection {

  /// Every element, in the dataset's own shape.
  static Selection all() {
    return AxesSelection.ALL;
  }

  /// No element; the result has one axis of extent 0.
  static Selection none() {
    return new UnionSelection(List.of());
  }

  /// Reads a selection as Python writes it between the brackets of `a[...]`.
  ///
  /// Entries are separated by commas: an index `3`, a slice `start:stop:step` with any part left
  /// out, a list `[1, 5, 3]` of indices or `[True, False]` of flags, an ellipsis `...`, or `None`
  /// or `newaxis` for a new axis. The whole may stand in parentheses or brackets; brackets around
  /// nothing but integers or flags are a list, however, so that `[3]` keeps the axis and `3` does
  /// not. `()` selects everything. More than h5py allows: negative steps, lists in any order with
  /// repetitions, new axes. More than one list is refused, since numpy would pair their elements;
  /// use [#points(long[]...)] or [#axes(Axis...)], which say which is meant.
  ///
  /// @throws IllegalArgumentException for text that is no selection; names the place
  static Selection of(String text) {
    return new SelectionParser(text).parse();
  }

  /// One entry for each axis; axes at the end that have none are taken whole, as is what an
  /// ellipsis stands for. Several lists or masks select the product of them.
  ///
  /// @throws IllegalArgumentException for more than one ellipsis
  static Selection axes(Axis... entries) {
    return new AxesSelection(List.of(entries));
  }

  /// One index for each of the first axes, which the result loses; negative ones count from the
  /// end.
  static Selection at(long... indices) {
    Axis[] entries = new Axis[indices.length];
    for (int axis = 0; axis < indices.length; axis++) {
      entries[axis] = Axis.index(indices[axis]);
    }
    return axes(entries);
  }

  /// `start:stop` of the first axis, clipped; negative bounds count from the end.
  static Selection slice(long start, long stop) {
    return axes(Axis.range(start, stop));
  }

  /// Single elements in the given order, repeated ones included; the result has one axis.
  ///
  /// @param points the coordinates of each element; negative ones count from the end
  /// @throws IllegalArgumentException when the lengths of the points differ
  static PointSelection points(long[]... points) {
    return PointSelection.of(points);
  }

  /// The elements whose flag is set, in C order; the result has one axis.
  ///
  /// @param shape the shape of the mask, which must be that of the dataset
  /// @param flags one flag for each element, in C order
  /// @throws IllegalArgumentException when the number of flags is not that of the shape's elements
  static Selection mask(long[] shape, boolean... flags) {
    return new MaskSelection(shape, flags);
  }

  /// A regular hyperslab, as `H5Sselect_hyperslab` has it; the result has an axis of `count *
  /// block` for each axis. Indices are absolute, and nothing is clipped but an axis whose count or
  /// block is [Hyperslab#UNLIMITED].
  ///
  /// @throws IllegalArgumentException see [Hyperslab#of(long[], long[], long[], long[])]
  static Hyperslab hyperslab(long[] start, long[] stride, long[] count, long[] block) {
    return Hyperslab.of(start, stride, count, block);
  }

  /// A box; it must lie inside of the shape.
  ///
  /// @param offset the first index of each axis, 0 or more
  /// @param extent the length along each axis, 0 or more
  /// @throws IllegalArgumentException when the lengths differ or an entry is negative
  static Hyperslab box(long[] offset, long[] extent) {
    long[] ones = new long[offset.length];
    Arrays.fill(ones, 1);
    for (long length : extent) {
      if (length < 0) {
        throw new IllegalArgumentException("negative extent " + length);
      }
    }
    return Hyperslab.of(offset, ones, ones, extent);
  }

  /// The union of many boxes, as an irregular hyperslab is stored (`FMT4 VIII.A`); the result has
  /// one axis, in C order.
  ///
  /// @param rank the number of axes, 1 to 32
  /// @param corners for each box its first index along every axis, then its last, inclusive
  /// @throws IllegalArgumentException when the corners are incomplete, negative or in the wrong
  ///   order
  static BoxSelection boxes(int rank, long... corners) {
    return new BoxSelection(rank, corners);
  }

  /// The elements that this, or `other`, or both select: each of them once, in C order; the result
  /// has one axis.
  default Selection union(Selection other) {
    return new UnionSelection(List.of(this, other));
  }

  /// What `inner` selects of the result of this: `a[this][inner]` in one go. Where either is no
  /// product of axes, the result has one axis.
  ///
  /// @param inner resolved against the result's shape
  default Selection then(Selection inner) {
    if (equals(Selection.all())) {
      return inner;
    }
    List<Selection> levels = new ArrayList<>();
    for (Selection part : List.of(this, inner)) {
      levels.addAll(part instanceof NestedSelection nested ? nested.levels() : List.of(part));
    }
    return inner.equals(Selection.all()) ? this : new NestedSelection(levels);
  }

  /// The smallest shape that this fits in, where that does not depend on the shape itself: for
  /// points, boxes and hyperslabs with an end.
  default Optional<long[]> leastShape() {
    return Optional.empty();
  }

  /// Whether this may have an element inside of a box, found without resolving anything: `false` is
  /// certain, `true` is not.
  ///
  /// @param low the box's first index of each axis
  /// @param high the box's last index of each axis, inclusive
  default boolean mayReach(long[] low, long[] high) {
    return true;
  }

  /// The elements of `shape` that this selects.
  ///
  /// @param shape the extents of a dataspace
  /// @throws IllegalArgumentException when this does not fit the rank, or the shape is none
  /// @throws IndexOutOfBoundsException when an index lies outside of the shape
  /// @throws io.hyperslab.error.LimitExceededException when there are more elements than a `long`
  ///   can count, or more pieces than memory allows
  ResolvedSelection resolve(long[] shape);
}
