package io.hyperslab.array;

/// The sum of squared distances from a mean.
final class DeviationFold implements Fold {
  private final double mean;
  private final SumFold squares = new SumFold(NumberStream.Form.REAL);
  private double[] block = {};

  DeviationFold(double mean) {
    this.mean = mean;
  }

  @Override
  public void add(double[] values, int from, int count) {
    block = block.length < count ? new double[count] : block;
    for (int i = 0; i < count; i++) {
      double distance = values[from + i] - mean;
      block[i] = distance * distance;
    }
    squares.add(block, 0, count);
  }

  @Override
  public void add(long[] values, int from, int count) {
    throw new IllegalStateException("distances are no integers");
  }

  double value() {
    return squares.value();
  }
}
