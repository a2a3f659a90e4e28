package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The corpus's corrupt files, those of known vulnerabilities among them.
class HostileCorpusTest {
  @TempDir private Path folder;

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void corruptFilesAreReadOrRefused() throws IOException, InterruptedException {
    Optional<Corpus> corpus = Corpus.find();
    assumeTrue(corpus.isPresent(), "the corpus is not there");
    List<HostileJob.Entry> entries =
        corpus.get().entries().stream()
            .filter(Corpus.Entry::isHostile)
            .map(entry -> new HostileJob.Entry(entry.location(), 0, 0))
            .toList();

    HostileRun.Result result =
        new HostileRun(folder, Runtime.getRuntime().availableProcessors())
            .run(new HostileJob(entries));

    System.out.println("Corrupt files: " + result);
    assertThat(result.defects()).isEmpty();
    assertThat(result.total()).isEqualTo(entries.size()).isGreaterThan(100);
  }
}
