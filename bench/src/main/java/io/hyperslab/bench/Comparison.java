package io.hyperslab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.openjdk.jmh.util.ListStatistics;

/// The times of all rounds, as a table in Markdown.
final class Comparison {
  private final int mebibytes;

  /// By benchmark, then reader: the median time of each round in milliseconds.
  private final Map<String, Map<String, List<Double>>> times = new TreeMap<>();

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
    times
        .computeIfAbsent(name, _ -> new TreeMap<>())
        .computeIfAbsent(reader, _ -> new ArrayList<>())
        .add(milliseconds);
  }

  /// Medians of the rounds, with the least and the greatest; a ratio above 1 says that hyperslab is
  /// faster.
  String table() {
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "| %d MiB | hyperslab | libhdf5 | jHDF | to libhdf5 | to jHDF |%n"
                    + "|---|---|---|---|---|---|%n",
                mebibytes));
    times.forEach((benchmark, readers) -> table.append(row(benchmark, readers)));
    return table.toString();
  }

  private String row(String benchmark, Map<String, List<Double>> readers) {
    List<Double> own = readers.get(Reader.HYPERSLAB);
    List<Double> libhdf5 = readers.get(Reader.LIBHDF5);
    List<Double> jhdf = readers.get(Reader.JHDF);
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

  private String time(List<Double> milliseconds) {
    ListStatistics rounds =
        new ListStatistics(milliseconds.stream().mapToDouble(Double::doubleValue).toArray());
    double median = rounds.getPercentile(50);
    return String.format(
        Locale.ROOT,
        "%.1f ms (%.1f..%.1f), %.2f GB/s",
        median,
        rounds.getMin(),
        rounds.getMax(),
        (mebibytes << 20) / median / 1e6);
  }

  private static String ratio(List<Double> rival, List<Double> own) {
    ListStatistics rounds =
        new ListStatistics(
            IntStream.range(0, own.size()).mapToDouble(i -> rival.get(i) / own.get(i)).toArray());
    return String.format(
        Locale.ROOT,
        "**x%.2f** (%.2f..%.2f)",
        rounds.getPercentile(50),
        rounds.getMin(),
        rounds.getMax());
  }
}
