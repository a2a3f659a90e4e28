package io.hyperslab.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.ChildCommand;
import io.hyperslab.datatype.Datatypes;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A command that is told to end, as Ctrl-C does.
@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "nobody can be asked to end there, only be killed")
class CancellationTest {
  private static final int ROWS = 4_000;

  @TempDir Path folder;

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// A command that waits for a reader who never comes would be waited for.
  @Test
  @Timeout(120)
  void whatOnlyReadsIsNotWaitedFor() throws IOException, InterruptedException {
    Path file = folder.resolve("numbers.h5");
    try (Hdf5File made = Hdf5File.create(file)) {
      made.write("x", new int[1 << 20]);
    }
    Process process = ChildCommand.of(List.of(), "get", file + "/x").start();
    while (process.getInputStream().available() == 0 && process.isAlive()) {
      Thread.sleep(5);
    }
    assertThat(process.isAlive()).as("it has begun").isTrue();
    process.toHandle().destroy(); // and its output stays open
    try {
      assertThat(process.waitFor(4, TimeUnit.SECONDS)).isTrue(); // what writes is given 5
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"export large.h5/x x.csv", "dump --json -o x.csv large.h5"})
  @Timeout(120)
  void leavesNothingHalfWritten(String words) throws IOException, InterruptedException {
    Path file = folder.resolve("large.h5");
    try (Hdf5File made = Hdf5File.create(file)) {
      made.createDataset("x")
          .type(Datatypes.FLOAT64)
          .shape(ROWS, ROWS)
          .chunks(ROWS / 10, ROWS)
          .create();
    }
    Process process =
        ChildCommand.of(
                List.of(),
                words
                    .replace("large.h5", file.toString())
                    .replace("x.csv", folder.resolve("x.csv").toString())
                    .split(" "))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    while (files().size() < 2 && process.isAlive()) {
      Thread.sleep(5);
    }
    assertThat(files()).as("it has begun").hasSize(2).noneMatch("x.csv"::equals);
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(files()).containsExactly("large.h5");
  }
}
