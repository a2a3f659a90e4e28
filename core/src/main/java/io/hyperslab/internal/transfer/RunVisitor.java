package io.hyperslab.internal.transfer;

/// Receives runs: elements that follow each other both where they are stored and in the result.
@FunctionalInterface
interface RunVisitor {
  /// Takes one run.
  ///
  /// @param stored the first element's number where it is stored, in C order
  /// @param result its number in the result
  /// @param length how many elements
  void run(long stored, long result, long length);

  /// Takes runs of the same length whose starts are evenly spaced on both sides; one after the
  /// other unless the visitor knows better.
  ///
  /// @param stored the first element of the first run where it is stored
  /// @param storedStep from the start of a run to that of the next, in elements; may be negative
  /// @param result the first element's number in the result
  /// @param resultStep from the start of a run to that of the next, in elements
  /// @param length how many elements each run has
  /// @param count how many runs
  default void runs(
      long stored, long storedStep, long result, long resultStep, long length, long count) {
    for (long i = 0; i < count; i++) {
      run(stored + i * storedStep, result + i * resultStep, length);
    }
  }
}
