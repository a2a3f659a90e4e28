package io.hyperslab.bench.kernel;

import io.hyperslab.bench.kernel.Kernel.Peer;
import io.hyperslab.bench.kernel.KernelTable.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Measures all kernels: each library in a process of its own, one right after the other.
public final class KernelRun {
  private static final double MEDIAN = 50;

  private KernelRun() {}

  /// Measures, and adds to the results.
  ///
  /// @param results the file, which need not exist
  public static void measure(Path results) throws IOException {
    for (Kernel kernel : Kernel.values()) {
      List<Entry> found = measure(kernel);
      KernelTable.add(results, found);
      System.out.println(KernelTable.row(kernel, found));
    }
  }

  private static List<Entry> measure(Kernel kernel) {
    String[] subjects =
        Stream.concat(Stream.of(Peer.HYPERSLAB), kernel.rivals().stream())
            .map(peer -> KernelBenchmark.of(kernel, peer))
            .toArray(String[]::new);
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(KernelBenchmark.class.getName())
        .param("subject", subjects)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    try {
      return new Runner(options.build()).run().stream().map(KernelRun::entry).toList();
    } catch (RunnerException e) {
      throw new IllegalStateException(kernel + " cannot be measured", e);
    }
  }

  private static Entry entry(RunResult result) {
    double seconds = result.getPrimaryResult().getStatistics().getPercentile(MEDIAN);
    String subject = result.getParams().getParam("subject");
    return new Entry(KernelBenchmark.kernel(subject), KernelBenchmark.peer(subject), seconds);
  }
}
