package io.hyperslab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.bench.jhdf.Jhdf;
import io.hyperslab.bench.task.DataFile;
import io.hyperslab.bench.task.Expected;
import io.hyperslab.bench.task.Library;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import io.hyperslab.bench.task.Workload;
import java.io.IOException;
import java.nio.file.Path;
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

  /// @param can whether the library has the workload
  private static void verify(String name, String judge, Workload workload, int threads, boolean can)
      throws IOException {
    Preparation.main(new String[] {workload.id(), Double.toString(SCALE), directory.toString()});
    Path written = directory.resolve(workload.id() + "-" + name + ".h5");
    Path source = workload.file().map(DataFile::fileName).map(directory::resolve).orElse(written);
    Path path = workload.isWrite() ? written : source;
    Task task = new Task(workload, path, workload.count(SCALE), source, threads);
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
