package io.hyperslab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.bench.jhdf.Jhdf;
import io.hyperslab.bench.run.Peer;
import io.hyperslab.bench.run.Peers;
import io.hyperslab.bench.task.DataFile;
import io.hyperslab.bench.task.Expected;
import io.hyperslab.bench.task.Library;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import io.hyperslab.bench.task.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every workload, at the smallest scale: what is read is what the elements say, and what is
/// written is read back by another library.
class WorkloadsTest {
  private static final double SCALE = 0.0001;

  @TempDir static Path directory;

  @ParameterizedTest
  @EnumSource(Workload.class)
  void hyperslabDoesWhatIsMeasured(Workload workload) throws IOException {
    verify("hyperslab", "bytedeco", workload, 1, true);
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void twoThreadsDoWhatIsMeasured(Workload workload) throws IOException {
    verify("hyperslab", "bytedeco", workload, 2, true);
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void libhdf5DoesWhatIsMeasured(Workload workload) throws IOException {
    verify("bytedeco", "hyperslab", workload, 1, workload != Workload.R6);
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void jhdfDoesWhatIsMeasured(Workload workload) throws IOException {
    verify("jhdf", "bytedeco", workload, 1, Jhdf.workloads().contains(workload));
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void theProgramInCDoesWhatIsMeasured(Workload workload) throws IOException {
    verifyProgram(Peers.C, workload);
    verifyProgram(Peers.TUNED, workload);
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void h5pyDoesWhatIsMeasured(Workload workload) throws IOException {
    verifyProgram(Peers.H5PY, workload);
  }

  /// A process that is no JVM; where it cannot be had, the test is skipped.
  private static void verifyProgram(String name, Workload workload) throws IOException {
    List<Peer> peers = Peers.of(List.of(name), directory.resolve("programs"), Path.of("hyperslab"));
    assumeFalse(peers.isEmpty(), name + " cannot be had here");
    Peer peer = peers.getFirst();
    assumeTrue(peer.does(workload), name + " has no such means");
    Task task = task(workload, name, 1);
    Process process = new ProcessBuilder(peer.command(task, 0)).redirectErrorStream(true).start();
    List<String> lines = process.inputReader().readAllLines();
    assertThat(lines).as(String.join("\n", lines)).hasSizeGreaterThanOrEqualTo(2);
    String[] words = lines.getFirst().split(" ", -1);
    assertThat(words).hasSize(5).startsWith("rep");
    long found =
        workload.isWrite() ? Child.library(peer.judge()).readBack(task) : Long.parseLong(words[3]);
    assertThat(found).isEqualTo(Expected.checksum(workload, SCALE));
    assertThat(lines).anyMatch(line -> line.matches("rss [1-9][0-9]+"));
  }

  /// The task, with what it reads.
  private static Task task(Workload workload, String name, int threads) throws IOException {
    Preparation.main(new String[] {workload.id(), Double.toString(SCALE), directory.toString()});
    Path written = directory.resolve(workload.id() + "-" + name + ".h5");
    Path source = workload.file().map(DataFile::fileName).map(directory::resolve).orElse(written);
    Path path = workload.isWrite() ? written : source;
    return new Task(workload, path, workload.count(SCALE), source, threads);
  }

  /// @param can whether the library has the workload
  private static void verify(String name, String judge, Workload workload, int threads, boolean can)
      throws IOException {
    Task task = task(workload, name, threads);
    Library library = Child.library(name);
    Optional<Trial> trial = library.trial(task);
    assertThat(trial.isPresent()).isEqualTo(can);
    if (trial.isEmpty()) {
      return;
    }
    trial.get().prepare();
    trial.get().run();
    long found = workload.isWrite() ? Child.library(judge).readBack(task) : trial.get().checksum();
    assertThat(found).isEqualTo(Expected.checksum(workload, SCALE));
  }
}
