package io.hyperslab.bench.task;

/// Random places in a dataset of two dimensions.
///
/// @param rows the row of each
/// @param columns the column of each
public record Positions(long[] rows, long[] columns) {
  /// Places of single elements.
  public static Positions of(int count, long[] shape) {
    return of(count, shape, 1);
  }

  /// The upper left corners of squares.
  ///
  /// @param side how long a side of a square is
  public static Positions of(int count, long[] shape, int side) {
    Noise noise = new Noise(Noise.POSITIONS);
    Positions positions = new Positions(new long[count], new long[count]);
    for (int i = 0; i < count; i++) {
      positions.rows[i] = noise.below(shape[0] - side + 1);
      positions.columns[i] = noise.below(shape[1] - side + 1);
    }
    return positions;
  }

  /// The row of one.
  public long row(int index) {
    return rows[index];
  }

  /// The column of one.
  public long column(int index) {
    return columns[index];
  }
}
