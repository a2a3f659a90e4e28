package io.hyperslab.bench;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs the benchmarks and prints how this project compares: `java -jar hyperslab-bench.jar
/// [MEBIBYTES [ROUNDS]]`.
///
/// A round runs each benchmark once for each reader, the readers one right after the other and each
/// in a JVM of its own. Ratios are taken within a round, so that what slows the machine down for a
/// while slows both sides.
public final class Main {
  private static final int MEBIBYTES = 64;
  private static final int ROUNDS = 3;

  private Main() {}

  /// Runs all of it.
  ///
  /// @param arguments the size of the elements and the number of rounds, both optional
  /// @throws RunnerException if a benchmark fails, as it does when a reader reads wrongly
  public static void main(String[] arguments) throws RunnerException {
    int mebibytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : MEBIBYTES;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
    System.out.println(Machine.describe());
    Comparison comparison = new Comparison(mebibytes);
    for (int round = 1; round <= rounds; round++) {
      System.err.println("round " + round + " of " + rounds + ", load " + Machine.load());
      for (RunResult result : new Runner(options(mebibytes)).run()) {
        comparison.add(
            result.getParams().getBenchmark(),
            result.getParams().getParam("reader"),
            result.getPrimaryResult().getStatistics().getPercentile(50));
      }
    }
    System.out.println(comparison.table());
  }

  private static Options options(int mebibytes) {
    return new OptionsBuilder()
        .include(Main.class.getPackageName())
        .param("mebibytes", Integer.toString(mebibytes))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }
}
