package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The measurements of one workload as text for a terminal.
public final class Table {
  /// From how great a part of the processors' time on it is said that the host took it.
  private static final double NOTABLE = 0.005;

  private Table() {}

  /// A line for each peer and number of threads.
  public static String of(Workload workload, List<Measurement> measurements) {
    StringBuilder text = new StringBuilder();
    double scale = measurements.isEmpty() ? 0 : measurements.getFirst().scale();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s (scale %s, floor x%s, goal x%s)%n",
            workload.id(),
            workload.title(),
            scale,
            workload.floor(),
            workload.goal()));
    Optional<Summary> base = Summary.of(measurements, workload, Peers.C, scale, 1);
    for (int threads : measurements.stream().map(Measurement::threads).distinct().toList()) {
      for (String peer : measurements.stream().map(Measurement::peer).distinct().toList()) {
        Summary.of(measurements, workload, peer, scale, threads)
            .ifPresent(summary -> text.append(line(workload, summary, base, scale, threads)));
      }
    }
    return text.toString();
  }

  private static String line(
      Workload workload, Summary summary, Optional<Summary> base, double scale, int threads) {
    String ratio =
        base.map(other -> String.format(Locale.ROOT, "x%.2f", summary.ratio(other))).orElse("");
    return String.format(
        Locale.ROOT,
        "  %-10s %8s  wall %10.3f ms  cpu %10.3f ms  first %9.2f ms  %s  rss %5d MiB  n %d%s%s%n",
        summary.peer(),
        ratio,
        summary.wall() * 1e3,
        summary.cpu() * 1e3,
        summary.first() * 1e3,
        rate(workload, summary.wall(), scale),
        summary.rss() >> 10,
        summary.repetitions(),
        threads == 1 ? "" : "  " + threads + " threads",
        summary.stolen() < NOTABLE
            ? ""
            : String.format(Locale.ROOT, "  stolen %.1f %%", 100 * summary.stolen()));
  }

  /// GB (10^9 bytes) or thousands of operations in a second.
  static String rate(Workload workload, double wall, double scale) {
    double amount = workload.amount(scale) / wall;
    return workload.isBulk()
        ? String.format(Locale.ROOT, "%.3g GB/s", amount / 1e9)
        : String.format(Locale.ROOT, "%.3g kops/s", amount / 1e3);
  }
}
