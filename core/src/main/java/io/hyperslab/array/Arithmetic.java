package io.hyperslab.array;

import io.hyperslab.dataspace.Selection;
import java.util.NoSuchElementException;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/// Calculations with the numbers of an [NdArray]: elementwise ones, reductions and comparisons. No
/// linear algebra.
///
/// Numbers are taken as `double`, the nearest one where they do not fit; integers of at most 64
/// bits are added and compared exactly, though. Elements that are no numbers, complex ones among
/// them, are a [io.hyperslab.error.DatatypeMismatchException]; booleans are 0 and 1.
///
/// As in numpy, a NaN makes sums, means, extremes and deviations NaN; an axis counts from the end
/// when it is negative, and one that is not there is an [IndexOutOfBoundsException]; what is
/// reduced along an axis loses it.
public sealed interface Arithmetic permits NdArray {
  private NdArray array() {
    return (NdArray) this;
  }

  /// What becomes of each number; float64, whatever this array is.
  default NdArray map(DoubleUnaryOperator operator) {
    return Elementwise.map(array(), operator);
  }

  /// Replaces each number by what becomes of it; in the datatype that there is.
  ///
  /// @return this array
  /// @throws io.hyperslab.error.DatatypeMismatchException also if the datatype does not hold a
  ///   result exactly; elements before it may have been replaced
  /// @throws UnsupportedOperationException if the array is read-only
  default NdArray mapInPlace(DoubleUnaryOperator operator) {
    Elementwise.mapInPlace(array(), operator);
    return array();
  }

  /// What becomes of each number and its counterpart; float64.
  ///
  /// @param other of the same shape, or one that numpy would broadcast: axes of extent 1, in either
  ///   array, and missing ones in front are repeated
  /// @throws IllegalArgumentException if the shapes do not go together
  default NdArray combine(NdArray other, DoubleBinaryOperator operator) {
    return Elementwise.combine(array(), other, operator);
  }

  /// A flag for each number in C order: whether the predicate holds.
  ///
  /// @throws io.hyperslab.error.LimitExceededException if there are more than about 2^31
  default boolean[] mask(DoublePredicate predicate) {
    return Elementwise.mask(array(), predicate);
  }

  /// The elements for which the predicate holds, to select them here or in a dataset of the same
  /// shape.
  ///
  /// @throws io.hyperslab.error.LimitExceededException if there are more than about 2^31
  default Selection where(DoublePredicate predicate) {
    return Selection.mask(array().shape(), mask(predicate));
  }

  /// For how many numbers the predicate holds.
  default long count(DoublePredicate predicate) {
    return Reductions.count(array(), predicate);
  }

  /// Whether shape and elements are the same, whatever the datatypes are: numbers by their exact
  /// values (every NaN is as good as another, and 0 is -0), complex numbers by their parts, text by
  /// its characters, enumeration values of different datatypes by their names, compounds member by
  /// member, sequences element by element, and the rest by its bytes.
  default boolean contentEquals(NdArray other) {
    return Comparison.contentEquals(array(), other);
  }

  /// Whether all numbers are close, by the tolerances of numpy: relative 1e-5, absolute 1e-8.
  default boolean closeTo(NdArray other) {
    return closeTo(other, 1e-5, 1e-8);
  }

  /// Whether for all numbers `|this - other| <= absolute + relative * |other|`, as `allclose` of
  /// numpy has it: infinities are close to themselves alone, and a NaN to nothing.
  ///
  /// @param other of a shape as for [#combine]
  /// @throws IllegalArgumentException if the shapes do not go together
  default boolean closeTo(NdArray other, double relative, double absolute) {
    return Comparison.closeTo(array(), other, relative, absolute);
  }

  /// The sum of all numbers; 0 when there are none. Integers of at most 64 bits are added exactly
  /// and rounded once, others pairwise.
  default double sum() {
    return Reductions.sum(array());
  }

  /// The sum of all integers, exactly.
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException also if the elements are no integers of
  ///   at most 64 bits, or the sum does not fit
  default long sumAsLong() {
    return Reductions.wholeSum(array());
  }

  /// The arithmetic mean of all numbers; NaN when there are none.
  default double mean() {
    return Reductions.mean(array());
  }

  /// The standard deviation of all numbers, they being the whole population, as numpy has it; NaN
  /// when there are none.
  default double std() {
    return Reductions.deviation(array());
  }

  /// The smallest number.
  ///
  /// @throws NoSuchElementException if there are none; likewise for the other extremes
  default double min() {
    return Reductions.extreme(array(), false);
  }

  /// The largest number.
  default double max() {
    return Reductions.extreme(array(), true);
  }

  /// Where the smallest number, or else a NaN, is first: its place in C order.
  default long argMin() {
    return Reductions.place(array(), false);
  }

  /// Where the largest number, or else a NaN, is first: its place in C order.
  default long argMax() {
    return Reductions.place(array(), true);
  }

  /// Sums along an axis: int64 for integers, uint64 for those of uint64, float64 for others.
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException also if a sum of integers does not fit
  default NdArray sum(int axis) {
    return Reductions.sum(array(), axis);
  }

  /// Means along an axis; float64.
  default NdArray mean(int axis) {
    return Reductions.mean(array(), axis);
  }

  /// Standard deviations along an axis, as [#std()] has them; float64.
  default NdArray std(int axis) {
    return Reductions.deviation(array(), axis);
  }

  /// The smallest numbers along an axis, in the datatype of the elements; of enumerations but
  /// booleans in that of their integers.
  ///
  /// @throws NoSuchElementException if the axis is empty; likewise for the other extremes
  default NdArray min(int axis) {
    return Reductions.extreme(array(), axis, false);
  }

  /// The largest numbers along an axis, in the datatype of [#min(int)].
  default NdArray max(int axis) {
    return Reductions.extreme(array(), axis, true);
  }

  /// Where along an axis the smallest number, or else a NaN, is first; int64.
  default NdArray argMin(int axis) {
    return Reductions.place(array(), axis, false);
  }

  /// Where along an axis the largest number, or else a NaN, is first; int64.
  default NdArray argMax(int axis) {
    return Reductions.place(array(), axis, true);
  }
}
