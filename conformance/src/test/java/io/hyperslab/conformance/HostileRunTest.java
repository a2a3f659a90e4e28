package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.testkit.Libhdf5;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The harness itself: what goes wrong is noticed, and the rest is still read.
class HostileRunTest {
  @TempDir private Path folder;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void tellsReadingRefusalAndDefectApart() throws IOException, InterruptedException {
    Path sound = folder.resolve("sound.h5");
    Libhdf5.create(sound, Libhdf5.Dialect.V110).close();
    Path empty = Files.createFile(folder.resolve("empty.h5"));
    // To open what is not there is an IOException, which no damage to a file may be.
    Path absent = folder.resolve("absent.h5");
    List<HostileJob.Entry> entries =
        List.of(
            new HostileJob.Entry(sound, 0, 0),
            new HostileJob.Entry(absent, 0, 0),
            new HostileJob.Entry(empty, 0, 0),
            new HostileJob.Entry(sound, 7, 20));

    HostileRun.Result result = new HostileRun(folder, 2).run(new HostileJob(entries));

    assertThat(result.total()).isEqualTo(23);
    assertThat(result.counts().get(HostileOutcome.Kind.REFUSED)).isGreaterThan(1);
    assertThat(result.defects())
        .singleElement()
        .satisfies(defect -> assertThat(defect.item()).isEqualTo(HostileItem.asItIs(absent)));
  }
}
