package io.hyperslab.cli.exchange;

/// Is told how far an export or import is.
@FunctionalInterface
public interface ExchangeProgress {
  /// Something was done.
  ///
  /// @param done so far: elements of an export; bytes of the source of an import, each as often as
  ///   it is read
  /// @param total of the same; a guess where nobody knows it
  void progress(long done, long total);

  /// Nobody is told.
  static ExchangeProgress none() {
    return (_, _) -> {};
  }
}
