package io.hyperslab.array;

/// The smallest or largest number and where it is first; the first NaN if there is one, as numpy
/// has it.
final class ExtremeFold implements Fold {
  private final boolean largest;
  private double number;
  private long integer;
  private long place;
  private long seen;

  /// @param largest whether the largest is looked for
  ExtremeFold(boolean largest) {
    this.largest = largest;
  }

  @Override
  public void add(double[] values, int from, int count) {
    double best = seen == 0 ? values[from] : number;
    for (int i = from; i < from + count; i++) {
      double value = values[i];
      boolean better = largest ? value > best : value < best;
      if (better || Double.isNaN(value) && !Double.isNaN(best)) {
        best = value;
        place = seen + (i - from);
      }
    }
    number = best;
    seen += count;
  }

  @Override
  public void add(long[] values, int from, int count) {
    long best = seen == 0 ? values[from] : integer;
    for (int i = from; i < from + count; i++) {
      long value = values[i];
      if (largest ? value > best : value < best) {
        best = value;
        place = seen + (i - from);
      }
    }
    integer = best;
    seen += count;
  }

  /// The number.
  double number() {
    return number;
  }

  /// The integer, in the form of the blocks.
  long integer() {
    return integer;
  }

  /// How many came before the first of them.
  long place() {
    return place;
  }
}
