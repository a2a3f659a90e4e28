package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How times change with sizes and with threads, in Markdown.
///
/// @param all the measurements
/// @param scales those at which something was measured, in ascending order
record Scaling(List<Measurement> all, List<Double> scales) {
  /// Copies the lists.
  Scaling {
    all = List.copyOf(all);
    scales = List.copyOf(scales);
  }

  /// Exponents of time over amount: 1 is a time in proportion to the size. Empty if only one scale
  /// was measured.
  String growth() {
    StringBuilder rows = new StringBuilder();
    for (Workload workload : Workload.values()) {
      for (String peer : List.of(Peers.C, Peers.HYPERSLAB)) {
        for (int i = 1; i < scales.size(); i++) {
          rows.append(growth(workload, peer, scales.get(i - 1), scales.get(i)));
        }
      }
    }
    return rows.isEmpty()
        ? ""
        : """

        ## Growth

        The exponent of the time over the size: 1 is a time in proportion to the size.

        | workload | peer | from scale | to scale | exponent |
        |---|---|---|---|---|
        """
            + rows;
  }

  private String growth(Workload workload, String peer, double from, double to) {
    Optional<Summary> small = Summary.of(all, workload, peer, from, 1);
    Optional<Summary> large = Summary.of(all, workload, peer, to, 1);
    double amounts = workload.amount(to) / workload.amount(from);
    if (small.isEmpty() || large.isEmpty() || amounts < 2) {
      return "";
    }
    double exponent = Math.log(large.get().wall() / small.get().wall()) / Math.log(amounts);
    return String.format(
        Locale.ROOT, "| %s | %s | %s | %s | %.2f |%n", workload.id(), peer, from, to, exponent);
  }

  /// How much faster two threads, and two processors, are than one. Empty if that was not measured.
  String threads(double scale) {
    StringBuilder rows = new StringBuilder();
    for (Workload workload : Workload.SHARED) {
      Optional<Summary> two = Summary.of(all, workload, Peers.HYPERSLAB, scale, 2);
      if (two.isPresent()) {
        rows.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |%n",
                workload.id(),
                workload.title(),
                against(two.get(), Summary.of(all, workload, Peers.ONE_CPU, scale, 1)),
                against(two.get(), Summary.of(all, workload, "single", scale, 1)),
                against(two.get(), Summary.of(all, workload, Peers.HYPERSLAB, scale, 1))));
      }
    }
    return rows.isEmpty()
        ? ""
        : """

        ## Two threads

        How many times as fast two threads of an application are, which share the work and one open
        file: relative to one thread on one processor, to one thread with `OpenOptions.threads(1)`,
        and to one thread, for which the library decodes chunks on all processors.

        | workload | | one processor | one thread | one thread of the application |
        |---|---|---|---|---|
        """
            + rows;
  }

  private static String against(Summary two, Optional<Summary> one) {
    return one.map(other -> String.format(Locale.ROOT, "x%.2f", two.ratio(other))).orElse("");
  }
}
