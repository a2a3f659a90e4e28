package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Workload;
import java.util.List;
import java.util.function.ToLongFunction;

/// What one process has measured. Times are in seconds.
///
/// @param peer who it was
/// @param scale 1 for full sizes
/// @param threads of the application
/// @param round the number of the round, from 0
/// @param repetitions how many there were
/// @param first the wall time of the first repetition of the process
/// @param wall that of a repetition of the warm process: the median of the second half
/// @param cpu the time of all threads together, likewise
/// @param rss the greatest size of the process in memory, in KiB
public record Measurement(
    Workload workload,
    String peer,
    double scale,
    int threads,
    int round,
    int repetitions,
    double first,
    double wall,
    double cpu,
    long rss) {
  /// One time that a workload was done.
  ///
  /// @param wall nanoseconds that passed
  /// @param cpu nanoseconds of all threads of the process together
  /// @param checksum of what was read
  public record Repetition(long wall, long cpu, long checksum) {
    /// A line that a child prints.
    static Repetition parse(String line) {
      String[] words = line.split(" ", -1);
      return new Repetition(
          Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }
  }

  /// That of a process.
  ///
  /// @param repetitions in their order, at least one
  static Measurement of(
      Workload workload,
      String peer,
      double scale,
      int threads,
      int round,
      List<Repetition> repetitions,
      long rss) {
    List<Repetition> warm = repetitions.subList(repetitions.size() / 2, repetitions.size());
    return new Measurement(
        workload,
        peer,
        scale,
        threads,
        round,
        repetitions.size(),
        repetitions.getFirst().wall() / 1e9,
        seconds(warm, Repetition::wall),
        seconds(warm, Repetition::cpu),
        rss);
  }

  private static double seconds(List<Repetition> repetitions, ToLongFunction<Repetition> time) {
    return Median.of(repetitions.stream().mapToDouble(time::applyAsLong).toArray()) / 1e9;
  }
}
