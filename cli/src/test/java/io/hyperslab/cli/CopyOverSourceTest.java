package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.datatype.FixedPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Copies of `in.h5`, which has its elements in `raw.bin`.
class CopyOverSourceTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("in.h5"))) {
      file.createDataset("x")
          .type(FixedPoint.INT32)
          .shape(2)
          .external("raw.bin", 0, 8)
          .create()
          .write(new int[] {1, 2});
    }
  }

  private CommandRun run(String command) {
    return CommandRun.of(
        command
            .replace("in.h5", folder.resolve("in.h5").toString())
            .replace("raw.bin", folder.resolve("raw.bin").toString())
            .split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repack --force in.h5 raw.bin",
        "recover --salvage raw.bin --force in.h5",
        "h5repack in.h5 raw.bin"
      })
  void aCopyDoesNotReplaceWhatItIsMadeOf(String command) throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("raw.bin"));

    CommandRun run = run(command);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("raw.bin: holds data of what is read, and is not replaced");
    assertThat(folder.resolve("raw.bin")).hasBinaryContent(before);
  }

  @Test
  void aFileIsRepackedInPlace() throws IOException {
    assertThat(run("repack --force in.h5 in.h5").status()).isZero();
    try (Hdf5File file = Hdf5File.open(folder.resolve("in.h5"))) {
      assertThat(file.dataset("x").readInts()).containsExactly(1, 2);
    }
  }
}
