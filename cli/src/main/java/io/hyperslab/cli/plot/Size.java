package io.hyperslab.cli.plot;

/// A size in pixels or in characters.
///
/// @param width at least 1
/// @param height at least 1
public record Size(int width, int height) {
  /// Whether both sides are in a range.
  public boolean isBetween(int least, int most) {
    return Math.min(width, height) >= least && Math.max(width, height) <= most;
  }
}
