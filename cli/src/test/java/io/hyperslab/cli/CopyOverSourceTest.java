package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.ddl.DumpTool;
import io.hyperslab.cli.tool.ToolRun;
import io.hyperslab.datatype.FixedPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands that read `in.h5`, which has elements in `raw.bin`; `other.h5` stands alone.
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
      file.write("y", new int[] {3, 4});
    }
    try (Hdf5File file = Hdf5File.create(folder.resolve("other.h5"))) {
      file.write("x", new int[] {1, 2});
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

  @ParameterizedTest
  @ValueSource(strings = {"-o raw.bin", "-d /y -b LE -o raw.bin", "-O raw.bin", "-A -o raw.bin"})
  void aDumpReplacesNothingThatItReads(String options) throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("raw.bin"));

    ToolRun run = ToolRun.of(new DumpTool(), "h5dump", folder, (options + " in.h5").split(" "));

    assertThat(run)
        .isEqualTo(
            new ToolRun(
                1,
                "",
                "h5dump: raw.bin: holds data of in.h5 and would be replaced by the output\n"));
    assertThat(folder.resolve("raw.bin")).hasBinaryContent(before);
  }

  @Test
  void aDumpReplacesWhatItDoesNotRead() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("other.h5"));

    ToolRun run = ToolRun.of(new DumpTool(), "h5dump", folder, "-o", "other.h5", "in.h5");

    assertThat(run.status()).isZero();
    assertThat(Files.readAllBytes(folder.resolve("other.h5"))).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first.h5", "in.h5", "raw.bin"})
  void anExportReplacesNothingOnItsWayToAnotherFile(String name) throws IOException {
    Path first = folder.resolve("first.h5");
    try (Hdf5File file = Hdf5File.create(first)) {
      file.root().linkExternal("there", "in.h5", "/");
    }
    Path target = folder.resolve(name);
    byte[] before = Files.readAllBytes(target);

    CommandRun run =
        CommandRun.of(
            "export", "--force", "--format", "csv", first + "/there/x", target.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).containsPattern("is the file that is read|holds data of what is read");
    assertThat(target).hasBinaryContent(before);
  }
}
