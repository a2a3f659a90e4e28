package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files damaged in ways that checksums do not show: each is read or refused, in little memory and
/// time.
///
/// The system property `hyperslab.mutations` sets how many there are, `hyperslab.mutations.seed`
/// the first seed; a failure names the file and its seed, which is all it takes to make it again.
class MutationTest {
  private static final int COUNT = Integer.getInteger("hyperslab.mutations", 100_000);
  private static final long FIRST_SEED = Long.getLong("hyperslab.mutations.seed", 0);

  @TempDir private Path folder;

  @Test
  @Timeout(value = 4, unit = TimeUnit.HOURS)
  void mutationsAreReadOrRefused() throws IOException, InterruptedException {
    List<Path> seeds = Seeds.of(folder);
    int each = Math.ceilDiv(COUNT, seeds.size());
    HostileJob job =
        new HostileJob(
            seeds.stream().map(file -> new HostileJob.Entry(file, FIRST_SEED, each)).toList());

    HostileRun.Result result =
        new HostileRun(folder, Runtime.getRuntime().availableProcessors()).run(job);

    System.out.println("Mutations of " + seeds.size() + " files: " + result);
    assertThat(result.defects()).isEmpty();
    assertThat(result.total()).isGreaterThanOrEqualTo(COUNT);
    assertThat(result.counts().getOrDefault(HostileOutcome.Kind.READ, 0L))
        .describedAs("mutations that do no harm, a sign that not all end at the superblock")
        .isGreaterThan(COUNT / 20);
  }
}
