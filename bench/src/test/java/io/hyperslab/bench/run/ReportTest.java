package io.hyperslab.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.bench.run.Measurement.Memory;
import io.hyperslab.bench.run.Measurement.Repetition;
import io.hyperslab.bench.task.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final double ELEMENTS = 128 << 20;

  @TempDir Path directory;

  private static Measurement measured(
      Workload workload, String peer, double scale, int threads, double wall, double allocated) {
    Memory memory = new Memory(1024, allocated, 300, 200, workload == Workload.R1B ? 0.4 : 0);
    return new Measurement(
        workload, peer, scale, threads, 0, 9, 2 * wall, 1.5, wall, wall, 4.25, 0.125, memory);
  }

  private static String report(Measurement... all) {
    return Report.of(List.of(all), List.of("a machine"));
  }

  @Test
  void aMeasurementIsTheMedianOfTheSecondHalf() {
    Repetition first = Repetition.parse("rep 9000000000 8000000000 -7 60 5000");
    Repetition second = Repetition.parse("rep 2000000000 1000000000 -7 50 4000");
    var output =
        new Measurement.Output(List.of(first, second), 0, List.of(3e9, 1e9, 2e9), 77, 11.5, 0.5);

    Measurement found = Measurement.of(Workload.R1B, "hyperslab", 1, 1, 0, output);

    assertThat(found.first()).isEqualTo(9);
    assertThat(found.wall()).isEqualTo(2);
    assertThat(found.cpu()).isEqualTo(1);
    assertThat(found.elapsed()).isEqualTo(11.5);
    assertThat(found.stolen()).isEqualTo(0.5);
    assertThat(found.memory()).isEqualTo(new Memory(77, 4000, 60, 50, 2));
  }

  @Test
  void whatWasRepeatedBeforeTheProcessWasWarmDoesNotCount() {
    List<Repetition> repetitions = new ArrayList<>();
    for (long wall : new long[] {9, 8, 7, 3, 1}) {
      repetitions.add(new Repetition(wall * 1_000_000_000, 0, 0, 0, wall));
    }
    var output = new Measurement.Output(repetitions, 3, List.of(), 77, 30, 0);

    Measurement found = Measurement.of(Workload.W5, "hyperslab", 1, 1, 0, output);

    assertThat(found.first()).isEqualTo(9);
    assertThat(found.warmUp()).isEqualTo(24);
    assertThat(found.repetitions()).isEqualTo(2);
    assertThat(found.wall()).isEqualTo(1);
    assertThat(found.memory().allocated()).isEqualTo(1);
    assertThat(Report.of(List.of(found), List.of()))
        .contains("| 1000.00 ms | 0.00 ms | 9000.0 ms | 24.0 s | 0 MiB | ");
  }

  private static Measurement measuredIn(int round, String peer, double wall) {
    Memory memory = new Memory(1024, 0, 300, 200, 0);
    return new Measurement(Workload.R1, peer, 1, 1, round, 9, wall, 0, wall, wall, 4.25, 0, memory);
  }

  @Test
  void aRatioIsThatOfMeasurementsOfTheSameRound() {
    assertThat(
            report(
                measuredIn(2, "c", 9),
                measuredIn(0, "c", 1),
                measuredIn(1, "c", 4),
                measuredIn(1, "hyperslab", 0.5),
                measuredIn(0, "hyperslab", 0.5),
                measuredIn(2, "bytedeco", 3)))
        .contains("| **x5.00** |  |  |  | x3.00 |  |  |");
  }

  @Test
  void aProcessWithoutHeapTellsNothingOfIt() {
    assertThat(Repetition.parse("rep 9 8 7 6")).isEqualTo(new Repetition(9, 8, 7, 6, -1));
    assertThat(report(measured(Workload.R1, "c", 1, 1, 0.2, -1)))
        .contains(
            "| R1 | c | 5.37 GB/s | 200.00 ms | 200.00 ms | 400.0 ms | 1.5 s | 1 MiB |  | 9 | 1 |");
  }

  @Test
  void resultsAreReadAsTheyWereAdded() throws IOException {
    Results results = new Results(directory.resolve("results.jsonl"));
    Measurement one = measured(Workload.R1B, "c", 1, 1, 0.5, -1);
    Measurement other = measured(Workload.R9U, "hyperslab", 0.1, 2, 0.125, 64);
    assertThat(results.read()).isEmpty();

    results.add(List.of(one));
    results.add(List.of(other));

    assertThat(results.read()).containsExactly(one, other);
  }

  @Test
  void resultsWithoutStolenTimeOrWarmUpAreRead() throws IOException {
    Path path = directory.resolve("old.jsonl");
    new Results(path).add(List.of(measured(Workload.R1, "c", 1, 1, 0.5, -1)));
    Files.writeString(path, Files.readString(path).replaceAll("\"(stolen|warmUp)\":[0-9.]+,", ""));

    List<Measurement> read = new Results(path).read();

    assertThat(read.getFirst().stolen()).isNegative();
    assertThat(read.getFirst().warmUp()).isZero();
    assertThat(Report.of(read, List.of())).doesNotContain("Stolen:").contains("| 4.3 s |  |");
  }

  @Test
  void saysWhatIsAllocatedAndWhyAndHowLongProcessesRan() {
    String quiet = report(measured(Workload.R1, "hyperslab", 1, 1, 0.1, 0.004 * ELEMENTS));
    assertThat(quiet).contains("| 0.00 B | 9 | 1 | 4.3 s | 12.5 % |").contains("None.");

    String loud = report(measured(Workload.R1, "hyperslab", 1, 1, 0.1, 2 * ELEMENTS));
    assertThat(loud).contains("| 2.00 B | 9 | 1 | 4.3 s |").contains("memory: 2.00 bytes");
  }

  @Test
  void timeThatTheHostTookIsAPartOfAllThatPassed() {
    ProcessorTime start = ProcessorTime.parse("cpu  100 0 50 1000 20 0 5 30 7 0");
    ProcessorTime end = ProcessorTime.parse("cpu  200 0 70 1050 20 0 5 60 90 0");

    assertThat(start).isEqualTo(new ProcessorTime(1205, 30));
    assertThat(end.stolenSince(start)).isEqualTo(0.15);
    assertThat(end.stolenSince(end)).isZero();
    ProcessorTime unknown = ProcessorTime.parse("cpu  200 0 70 1050 20 0 5");
    assertThat(unknown.stolenSince(ProcessorTime.parse(""))).isNegative();
  }

  @Test
  void saysHowMuchTheHostTook() {
    assertThat(
            report(
                measured(Workload.R1, "hyperslab", 1, 1, 0.1, 0),
                measuredIn(1, "c", 0.1),
                measuredIn(2, "c", 0.1),
                measuredIn(3, "c", 0.1)))
        .contains("- Stolen: 3.1 % of the processors' time")
        .contains("at most 12.5 % (R1, hyperslab)");
    assertThat(report(measuredIn(0, "c", 0.1))).contains("Stolen: 0.0 %").doesNotContain("at most");
    assertThat(report()).doesNotContain("Stolen:");
  }

  @Test
  void eachColdStartWeighsLikeAnyOtherProcess() {
    assertThat(
            report(
                measured(Workload.Q, "hyperslab", 1, 1, 0.1, 0),
                measuredIn(1, "c", 0.1),
                measuredIn(2, "c", 0.1),
                measuredIn(3, "c", 0.1)))
        .contains("- Stolen: 9.4 % of the processors' time")
        .contains("at most 12.5 % (Q, hyperslab)");
  }

  @Test
  void saysHowMuchOfATimeIsPageFaults() {
    assertThat(report(measured(Workload.R1B, "c", 1, 1, 0.58, -1)))
        .contains("Of the 580 ms of R1b in C, 400 ms are page faults")
        .contains("| R1b | c | 1160.0 ms | 300 | 580.0 ms | 200 | 400.0 ms |");
  }

  @Test
  void growthIsTheExponentOfTheTimeOverTheSize() {
    List<Measurement> all = new ArrayList<>();
    for (double scale : List.of(0.1, 1.0, 10.0)) {
      all.add(measured(Workload.R12AE, "hyperslab", scale, 1, scale * scale, 0));
      all.add(measured(Workload.R13E, "hyperslab", scale, 1, scale, 0));
      all.add(measured(Workload.Q, "hyperslab", scale, 1, 0.25, 0));
    }

    String report = Report.of(all, List.of());

    assertThat(report)
        .contains(
            "| R12ae | hyperslab | 10.00 ms (0.1), 1000 ms (1.0), 100000 ms (10.0) | 2.00, 2.00 |")
        .contains("| 100 ms (0.1), 1000 ms (1.0), 10000 ms (10.0) | 1.00, 1.00 |")
        .contains("| Q | hyperslab | 250 ms (0.1), 250 ms (1.0), 250 ms (10.0) | 0.00, 0.00 |")
        .contains("- **R12ae** list 100,000 children with their kinds, earliest: 2.00, 2.00. ")
        .doesNotContain("- **R13e** 20,000 tiny datasets, earliest: 1.00")
        .contains("Not at scale 10.0, but R1 to 4.0, R1b to 4.0");
  }

  @Test
  void thereIsNoGrowthAtASingleScale() {
    assertThat(report(measured(Workload.R1, "hyperslab", 1, 1, 0.1, 0)))
        .doesNotContain("How cost grows");
  }
}
