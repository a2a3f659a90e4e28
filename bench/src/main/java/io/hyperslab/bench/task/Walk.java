package io.hyperslab.bench.task;

/// The random walk that elements are, one after the other: for those who need no array of them.
public final class Walk {
  private final Noise noise = new Noise(Noise.WALK);
  private double value;

  /// Starts before the first element.
  public Walk() {}

  /// The next element.
  public double next() {
    value += noise.step();
    return value;
  }
}
