package io.hyperslab.cli.statistics;

/// Is told how far a report is, for somebody who waits.
@FunctionalInterface
public interface ReportProgress {
  /// Takes what is done now.
  ///
  /// @param activity in a few words: `measuring /temperature`
  void now(String activity);
}
