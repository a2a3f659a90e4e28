package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How times change with threads of the application, in Markdown.
///
/// @param all the measurements
record Sharing(List<Measurement> all) {
  /// Copies the list.
  Sharing {
    all = List.copyOf(all);
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
