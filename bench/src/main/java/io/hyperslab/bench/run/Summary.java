package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The measurements of one workload by one peer, at one scale and with one number of threads. Times
/// are in seconds.
///
/// @param rounds one for each round
public record Summary(String peer, List<Measurement> rounds) {
  /// Copies the list.
  public Summary {
    rounds = List.copyOf(rounds);
  }

  /// That of a peer; empty if it did not take part.
  public static Optional<Summary> of(
      List<Measurement> all, Workload workload, String peer, double scale, int threads) {
    List<Measurement> rounds =
        all.stream()
            .filter(each -> each.workload() == workload && each.peer().equals(peer))
            .filter(each -> each.scale() == scale && each.threads() == threads)
            .toList();
    return rounds.isEmpty() ? Optional.empty() : Optional.of(new Summary(peer, rounds));
  }

  /// The wall time of a repetition in a warm process.
  public double wall() {
    return median(Measurement::wall);
  }

  /// The time of all threads together.
  public double cpu() {
    return median(Measurement::cpu);
  }

  /// The wall time of the first repetition of a process.
  public double first() {
    return median(Measurement::first);
  }

  /// How long a process needed to get warm; 0 for one that is warm at once.
  public double warmUp() {
    return median(Measurement::warmUp);
  }

  private double median(ToDoubleFunction<Measurement> value) {
    return Median.of(rounds.stream().mapToDouble(value).toArray());
  }

  /// The greatest size of a process in memory, in KiB.
  public long rss() {
    return rounds.stream().mapToLong(each -> each.memory().rss()).max().orElse(0);
  }

  /// Bytes that a repetition in a warm process allocates in the heap of Java; negative if the peer
  /// has none.
  public double allocated() {
    return median(each -> each.memory().allocated());
  }

  /// Page faults of the first repetition of a process.
  public double firstFaults() {
    return median(each -> each.memory().firstFaults());
  }

  /// Page faults of a repetition in a warm process.
  public double faults() {
    return median(each -> each.memory().faults());
  }

  /// The time that only fresh memory takes; 0 if that was not measured.
  public double touch() {
    return median(each -> each.memory().touch());
  }

  /// How long a process ran.
  public double elapsed() {
    return median(Measurement::elapsed);
  }

  /// The part of the processors' time that the host gave to others, in the round where it was
  /// greatest; negative if nobody knows.
  public double stolen() {
    return rounds.stream().mapToDouble(Measurement::stolen).max().orElse(-1);
  }

  /// The repetitions of all processes once they were warm.
  public int repetitions() {
    return rounds.stream().mapToInt(Measurement::repetitions).sum();
  }

  /// How many times as fast as another peer: the median of the ratios within each round that both
  /// took part in; that of their times if there is none.
  public double ratio(Summary other) {
    double[] ratios =
        rounds.stream()
            .flatMapToDouble(own ->
                other.rounds.stream()
                    .filter(each -> each.round() == own.round())
                    .mapToDouble(each -> each.wall() / own.wall()))
            .toArray();
    return ratios.length == 0 ? other.wall() / wall() : Median.of(ratios);
  }
}
