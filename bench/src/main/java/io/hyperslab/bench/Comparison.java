package io.hyperslab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/// The times of all rounds, as a table in Markdown.
final class Comparison {
  private final int mebibytes;
  private final List<Round> rounds = new ArrayList<>();

  /// @param milliseconds the median time of one invocation
  private record Round(String benchmark, String reader, double milliseconds) {}

  /// @param mebibytes what one invocation reads
  Comparison(int mebibytes) {
    this.mebibytes = mebibytes;
  }

  /// Adds the next round of one benchmark and reader.
  ///
  /// @param benchmark its qualified name
  /// @param milliseconds the median time of one invocation
  void add(String benchmark, String reader, double milliseconds) {
    String name = benchmark.substring(Main.class.getPackageName().length() + 1);
    rounds.add(new Round(name, reader, milliseconds));
  }

  /// Medians of the rounds, with the least and the greatest; a ratio above 1 says that hyperslab is
  /// faster.
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "| %d MiB | hyperslab | libhdf5 | jHDF | to libhdf5 | to jHDF |%n"
                + "|---|---|---|---|---|---|%n",
            mebibytes));
    rounds.stream().map(Round::benchmark).distinct().map(this::row).forEach(table::append);
    return table.toString();
  }

  private String row(String benchmark) {
    double[] own = times(benchmark, Reader.HYPERSLAB);
    double[] libhdf5 = times(benchmark, Reader.LIBHDF5);
    double[] jhdf = times(benchmark, Reader.JHDF);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s |%n",
        benchmark,
        time(own),
        time(libhdf5),
        time(jhdf),
        ratio(libhdf5, own),
        ratio(jhdf, own));
  }

  private double[] times(String benchmark, String reader) {
    return rounds.stream()
        .filter(round -> round.benchmark().equals(benchmark) && round.reader().equals(reader))
        .mapToDouble(Round::milliseconds)
        .toArray();
  }

  private String time(double[] milliseconds) {
    Statistics all = new ListStatistics(milliseconds);
    double median = all.getPercentile(50);
    return String.format(
        Locale.ROOT,
        "%.1f ms (%.1f..%.1f), %.2f GB/s",
        median,
        all.getMin(),
        all.getMax(),
        ((long) mebibytes << 20) / median / 1e6);
  }

  private static String ratio(double[] rival, double[] own) {
    Statistics all =
        new ListStatistics(
            IntStream.range(0, own.length).mapToDouble(i -> rival[i] / own[i]).toArray());
    return String.format(
        Locale.ROOT, "**x%.2f** (%.2f..%.2f)", all.getPercentile(50), all.getMin(), all.getMax());
  }
}
