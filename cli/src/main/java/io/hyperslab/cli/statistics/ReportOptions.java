package io.hyperslab.cli.statistics;

import java.time.Duration;

/// How much is found out, and how long it may take.
///
/// @param datasets how many of the largest datasets are described one by one
/// @param measured how many of those are measured
/// @param sampleBytes the most elements, in bytes, that all measurements together take
/// @param time after which no measurement is begun
public record ReportOptions(int datasets, int measured, long sampleBytes, Duration time) {
  /// Ten datasets; three of them measured, on 2 MiB each, within about four seconds.
  public static ReportOptions defaults() {
    return new ReportOptions(10, 3, 6L << 20, Duration.ofSeconds(4));
  }

  /// The same without any measurement.
  public ReportOptions withoutMeasurements() {
    return new ReportOptions(datasets, 0, sampleBytes, time);
  }
}
