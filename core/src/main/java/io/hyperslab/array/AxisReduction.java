package io.hyperslab.array;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ObjLongConsumer;

/// Takes in the numbers along one axis, a fold for each row. Some rows are taken in at a time, so
/// that memory is read in its own order whichever axis it is. Belongs to one call.
///
/// @param <F> what each row is taken into
final class AxisReduction<F extends Fold> {
  private static final int ROWS = 32;
  private static final int COLUMNS = 128;

  private final NdArray array;

  /// All rows; the last axis is the one that is taken in.
  private final Strides rows;

  private final NumberStream.Form form;
  private final double[] numbers;
  private final double[] turnedNumbers;
  private final long[] integers;
  private final long[] turnedIntegers;

  AxisReduction(NdArray array, int axis, NumberStream.Form form) {
    this.array = array;
    this.rows = array.places().rowsAlong(axis, array.datatype().size());
    this.form = form;
    int room = (int) Math.min(array.size(), ROWS * COLUMNS);
    boolean real = form == NumberStream.Form.REAL;
    numbers = new double[real ? room : 0];
    turnedNumbers = new double[real ? room : 0];
    integers = new long[real ? 0 : room];
    turnedIntegers = new long[real ? 0 : room];
  }

  /// Takes in every row.
  ///
  /// @param folds makes the fold of a row, by the row's ordinal
  /// @param results is given the folds that are complete, with the ordinals
  void run(LongFunction<F> folds, ObjLongConsumer<F> results) {
    int last = rows.rank() - 2;
    long[] index = new long[rows.rank()];
    long total = 1;
    for (int axis = 0; axis <= last; axis++) {
      total *= rows.shape[axis];
    }
    for (long first = 0; first < total; ) {
      int some = (int) Math.min(ROWS, rows.shape[last] - index[last]);
      List<F> tile = new ArrayList<>(some);
      for (int i = 0; i < some; i++) {
        tile.add(folds.apply(first + i));
      }
      take(tile, index);
      for (int i = 0; i < some; i++) {
        results.accept(tile.get(i), first + i);
      }
      first += some;
      advance(index, last, some);
    }
  }

  private void advance(long[] index, int last, int count) {
    index[last] += count;
    for (int axis = last; axis > 0 && index[axis] == rows.shape[axis]; axis--) {
      index[axis] = 0;
      index[axis - 1]++;
    }
  }

  /// Takes in some rows from end to end.
  private void take(List<F> folds, long[] firstRow) {
    long length = rows.shape[rows.rank() - 1];
    long stride = rows.strides[rows.rank() - 1];
    if (length == 0) {
      return;
    }
    long start = rows.offsetOf(firstRow);
    for (long first = 0; first < length; first += COLUMNS) {
      int columns = (int) Math.min(COLUMNS, length - first);
      NdArray tile = array.at(rows.tile(start + first * stride, folds.size(), columns));
      long[] strides = tile.strides();
      boolean turned = Math.abs(strides[0]) < Math.abs(strides[1]);
      NumberStream stream = new NumberStream(turned ? tile.transpose() : tile, form);
      if (form == NumberStream.Form.REAL) {
        takeNumbers(folds, stream, columns, turned);
      } else {
        takeIntegers(folds, stream, columns, turned);
      }
    }
  }

  private void takeNumbers(List<F> folds, NumberStream stream, int columns, boolean turned) {
    int count = folds.size() * columns;
    double[] values = turned ? turnedNumbers : numbers;
    for (int done = 0; done < count; ) {
      done += stream.next(values, done);
    }
    for (int i = 0; i < count && turned; i++) {
      numbers[i % folds.size() * columns + i / folds.size()] = values[i];
    }
    for (int row = 0; row < folds.size(); row++) {
      folds.get(row).add(numbers, row * columns, columns);
    }
  }

  private void takeIntegers(List<F> folds, NumberStream stream, int columns, boolean turned) {
    int count = folds.size() * columns;
    long[] values = turned ? turnedIntegers : integers;
    for (int done = 0; done < count; ) {
      done += stream.next(values, done);
    }
    for (int i = 0; i < count && turned; i++) {
      integers[i % folds.size() * columns + i / folds.size()] = values[i];
    }
    for (int row = 0; row < folds.size(); row++) {
      folds.get(row).add(integers, row * columns, columns);
    }
  }
}
