package io.hyperslab.cli.plot;

/// A table of numbers of any size reduced to what can be seen of it: the means of blocks.
final class Blocks {
  private final long rowsOfBlock;
  private final long columnsOfBlock;
  private final int rows;
  private final int columns;
  private final double[] sums;
  private final long[] counts;

  /// @param shape of the table
  /// @param mostRows how many rows can be seen
  /// @param mostColumns how many columns can be seen
  Blocks(long[] shape, int mostRows, int mostColumns) {
    rowsOfBlock = Math.ceilDiv(shape[0], mostRows);
    columnsOfBlock = Math.ceilDiv(shape[1], mostColumns);
    rows = (int) Math.ceilDiv(shape[0], rowsOfBlock);
    columns = (int) Math.ceilDiv(shape[1], columnsOfBlock);
    sums = new double[Math.multiplyExact(rows, columns)];
    counts = new long[sums.length];
  }

  /// Takes a part of the table.
  ///
  /// @param row of its first number
  /// @param column of its first number
  /// @param width how many columns it has
  /// @param values row by row
  void add(long row, long column, int width, double[] values) {
    for (int start = 0; start < values.length; start += width) {
      int block = (int) ((row + start / width) / rowsOfBlock * columns + column / columnsOfBlock);
      long left = columnsOfBlock - column % columnsOfBlock;
      for (int i = start; i < start + width; i++) {
        double value = values[i];
        if (Math.abs(value) < Double.POSITIVE_INFINITY) {
          sums[block] += value;
          counts[block]++;
        }
        if (--left == 0) {
          left = columnsOfBlock;
          block++;
        }
      }
    }
  }

  /// The means, row by row; NaN where a block has no finite number.
  double[] means() {
    double[] means = new double[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
    }
    return means;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /// How many rows of the table a block has; fewer at its end.
  long rowsOfBlock() {
    return rowsOfBlock;
  }

  /// How many columns of the table a block has; fewer at its end.
  long columnsOfBlock() {
    return columnsOfBlock;
  }
}
