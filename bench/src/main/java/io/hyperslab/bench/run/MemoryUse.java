package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What workloads do to memory, in Markdown: what is allocated in the heap, and page faults.
///
/// @param all the measurements
/// @param scale the one that the document is about
record MemoryUse(List<Measurement> all, double scale) {
  /// Bytes for each element from which on a read into memory of the caller is to be explained.
  private static final double NOTHING = 0.1;

  /// Copies the list.
  MemoryUse {
    all = List.copyOf(all);
  }

  /// Bytes for each element, or operation; empty if the peer has no heap of Java.
  static Optional<Double> allocated(Workload workload, Summary summary, double scale) {
    return summary.allocated() < 0 || workload == Workload.Q
        ? Optional.empty()
        : Optional.of(summary.allocated() / workload.items(scale));
  }

  /// Reads into memory of the caller that allocate nevertheless.
  String allocations() {
    StringBuilder rows = new StringBuilder();
    Explanations explanations = new Explanations();
    for (Workload workload : Workload.values()) {
      Optional<Summary> own = Summary.of(all, workload, Peers.HYPERSLAB, scale, 1);
      Optional<Double> bytes = own.flatMap(each -> allocated(workload, each, scale));
      if (workload.isReadIntoMemory() && bytes.orElse(0.0) >= NOTHING) {
        rows.append(
            String.format(
                Locale.ROOT,
                "- **%s** %s: %.2f bytes for each element. %s%n",
                workload.id(),
                workload.title(),
                bytes.orElseThrow(),
                explanations.of(workload, "memory")));
      }
    }
    return """

    ## What is allocated

    Bulk reads into memory of the caller (R1, R2, R3 to R7, R15, R16, R17) have no need of the
    heap. Those of Hyperslab that allocate a tenth of a byte or more for each element:

    """
        + (rows.isEmpty() ? "None.\n" : rows);
  }

  /// Page faults of the workloads that need fresh memory; empty if that was not measured.
  String faults() {
    StringBuilder rows = new StringBuilder();
    for (Workload workload : List.of(Workload.R1B, Workload.W1)) {
      for (String peer : Peers.USUAL) {
        Optional<Summary> summary = Summary.of(all, workload, peer, scale, 1);
        summary
            .filter(each -> each.touch() > 0)
            .ifPresent(each -> rows.append(row(workload, each)));
      }
    }
    return rows.isEmpty()
        ? ""
        : """

        ## Fresh memory

        Page faults (those that need no disk) in the first repetition and in one of the warm process,
        and the time of fresh memory alone, of the size of all elements and in the same process: in C
        `malloc` and a byte into each page, in Java a new array once the heap has its size. W1 writes
        memory that is there already: its first repetition pays for the pages of the file, which are
        no faults of the process. %s

        | workload | peer | first | its faults | warm | its faults | fresh memory alone |
        |---|---|---|---|---|---|---|
        """
                .formatted(partOfC())
            + rows;
  }

  private String partOfC() {
    return Summary.of(all, Workload.R1B, Peers.C, scale, 1)
        .map(each ->
            String.format(
                Locale.ROOT,
                "Of the %.0f ms of R1b in C, %.0f ms are page faults of fresh memory.",
                each.wall() * 1e3,
                each.touch() * 1e3))
        .orElse("");
  }

  private static String row(Workload workload, Summary summary) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.1f ms | %.0f | %.1f ms | %.0f | %.1f ms |%n",
        workload.id(),
        summary.peer(),
        summary.first() * 1e3,
        summary.firstFaults(),
        summary.wall() * 1e3,
        summary.faults(),
        summary.touch() * 1e3);
  }
}
