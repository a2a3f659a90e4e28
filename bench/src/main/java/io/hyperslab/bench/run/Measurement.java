package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Workload;
import java.util.List;
import java.util.function.ToLongFunction;

/// What one process has measured, or several that were started one after the other for cold starts.
/// Times are in seconds.
///
/// @param peer who it was
/// @param scale 1 for full sizes
/// @param threads of the application
/// @param round the number of the round, from 0
/// @param repetitions how many of the warm process there were
/// @param first the wall time of the first repetition of the process
/// @param warmUp how long a process on a JVM repeated the work before it was warm; 0 for another
/// @param wall that of a repetition of the warm process: the median of the second half
/// @param cpu the time of all threads together, likewise
/// @param elapsed how long the process ran, of several the mean; 0 if nobody looked
/// @param stolen the part of the processors' time that the host gave to others meanwhile, 0 to 1;
///   negative if nobody knows
public record Measurement(
    Workload workload,
    String peer,
    double scale,
    int threads,
    int round,
    int repetitions,
    double first,
    double warmUp,
    double wall,
    double cpu,
    double elapsed,
    double stolen,
    Memory memory) {
  /// How long all processes ran: a cold start is one for each repetition.
  double elapsedOfAll() {
    return workload == Workload.Q ? elapsed * repetitions : elapsed;
  }

  /// What a process has done to memory.
  ///
  /// @param rss the greatest size of the process in memory, in KiB
  /// @param allocated bytes that a repetition of the warm process has allocated in the heap of
  ///   Java, the median of the second half; negative if the process has none
  /// @param firstFaults page faults of the first repetition that needed no disk
  /// @param faults those of a repetition of the warm process
  /// @param touch seconds that only fresh memory takes, of the size of all elements; 0 if that is
  ///   no part of the work
  public record Memory(long rss, double allocated, long firstFaults, double faults, double touch) {}

  /// One time that a workload was done.
  ///
  /// @param wall nanoseconds that passed
  /// @param cpu nanoseconds of all threads of the process together
  /// @param checksum of what was read
  /// @param faults page faults that needed no disk
  /// @param allocated bytes in the heap of Java; negative if the process has none
  public record Repetition(long wall, long cpu, long checksum, long faults, long allocated) {
    /// A line that a child prints.
    static Repetition parse(String line) {
      String[] words = line.split(" ", -1);
      return new Repetition(
          Long.parseLong(words[1]),
          Long.parseLong(words[2]),
          Long.parseLong(words[3]),
          words.length > 4 ? Long.parseLong(words[4]) : 0,
          words.length > 5 ? Long.parseLong(words[5]) : -1);
    }
  }

  /// What a process printed.
  ///
  /// @param repetitions in their order, at least one
  /// @param warmUp how many of them, from the first on, were made before the process was warm
  /// @param touches nanoseconds that only fresh memory takes, each time
  /// @param rss the greatest size of the process, in KiB
  /// @param elapsed seconds that it ran
  /// @param stolen the part of the processors' time that the host gave to others meanwhile;
  ///   negative if nobody knows
  record Output(
      List<Repetition> repetitions,
      int warmUp,
      List<Double> touches,
      long rss,
      double elapsed,
      double stolen) {
    private int counted() {
      return repetitions.size() - warmUp;
    }

    private double warmUpSeconds() {
      return repetitions.subList(0, warmUp).stream().mapToLong(Repetition::wall).sum() / 1e9;
    }

    private List<Repetition> warm() {
      return repetitions.subList(warmUp + counted() / 2, repetitions.size());
    }

    private double median(ToLongFunction<Repetition> fact) {
      return Median.of(warm().stream().mapToDouble(fact::applyAsLong).toArray());
    }

    private Memory memory() {
      return new Memory(
          rss,
          median(Repetition::allocated),
          repetitions.getFirst().faults(),
          median(Repetition::faults),
          Median.of(touches.stream().mapToDouble(Double::doubleValue).toArray()) / 1e9);
    }
  }

  /// That of a process.
  static Measurement of(
      Workload workload, String peer, double scale, int threads, int round, Output output) {
    return new Measurement(
        workload,
        peer,
        scale,
        threads,
        round,
        output.counted(),
        output.repetitions.getFirst().wall() / 1e9,
        output.warmUpSeconds(),
        output.median(Repetition::wall) / 1e9,
        output.median(Repetition::cpu) / 1e9,
        output.elapsed,
        output.stolen,
        output.memory());
  }
}
