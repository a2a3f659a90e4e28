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
}
