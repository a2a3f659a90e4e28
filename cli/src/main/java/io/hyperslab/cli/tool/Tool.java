package io.hyperslab.cli.tool;

/// A stand-in for a program of HDF5.
@FunctionalInterface
public interface Tool {
  /// Runs the program once. What is wrong with files or arguments is said on standard error, in one
  /// line, and told by the exit status.
  ///
  /// @return the exit status
  int run(Invocation invocation);
}
