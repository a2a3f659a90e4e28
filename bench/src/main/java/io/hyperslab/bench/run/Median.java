package io.hyperslab.bench.run;

import java.util.Arrays;

/// The middle of values.
public final class Median {
  private Median() {}

  /// The median; 0 of nothing.
  public static double of(double... values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
