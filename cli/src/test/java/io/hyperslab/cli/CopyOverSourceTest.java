package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.ddl.DumpTool;
import io.hyperslab.cli.tool.JamTool;
import io.hyperslab.cli.tool.RepartTool;
import io.hyperslab.cli.tool.Tool;
import io.hyperslab.cli.tool.ToolRun;
import io.hyperslab.cli.tool.UnjamTool;
import io.hyperslab.datatype.FixedPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands that read `in.h5`, which has elements in `raw.bin`; `other.h5` stands alone.
class CopyOverSourceTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("in.h5"))) {
      raw(file, "x", "raw.bin");
      file.write("y", new int[] {3, 4});
    }
    try (Hdf5File file = Hdf5File.create(folder.resolve("other.h5"))) {
      file.write("x", new int[] {1, 2});
    }
  }

  private static void raw(Hdf5File file, String path, String name) {
    file.createDataset(path)
        .type(FixedPoint.INT32)
        .shape(2)
        .external(name, 0, 8)
        .create()
        .write(new int[] {1, 2});
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

  private ToolRun run(Tool tool, String command) {
    String[] words = command.split(" ", -1);
    return ToolRun.of(tool, words[0], folder, Arrays.copyOfRange(words, 1, words.length));
  }

  private static Tool tool(String command) {
    return switch (command.substring(0, command.indexOf(' '))) {
      case "h5jam" -> new JamTool();
      case "h5unjam" -> new UnjamTool();
      default -> new RepartTool();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "h5jam -i in.h5 -u user -o raw.bin, raw.bin",
    "h5jam -i in.h5 -u user -o user, user",
    "h5unjam -i block.h5 --delete -o raw.bin, raw.bin",
    "h5unjam -i block.h5 -u raw.bin -o out.h5, raw.bin",
    "h5repart in.h5 raw.bin, raw.bin",
    "h5repart -m 200 in.h5 part%d.bin, part1.bin"
  })
  void bytesOfAFileReplaceNothingThatItNeeds(String command, String kept) throws IOException {
    Files.writeString(folder.resolve("user"), "before the file");
    assertThat(run(new JamTool(), "h5jam -i in.h5 -u user -o block.h5").status()).isZero();
    try (Hdf5File file = Hdf5File.openReadWrite(folder.resolve("in.h5"))) {
      raw(file, "z", "part1.bin");
    }
    byte[] before = Files.readAllBytes(folder.resolve(kept));

    ToolRun run = run(tool(command), command);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).containsPattern("is not replaced|would be replaced by the HDF5 file");
    assertThat(folder.resolve(kept)).hasBinaryContent(before);
    assertThat(folder.resolve("out.h5")).doesNotExist();
  }

  @Test
  void theRestOfAnOlderFamilyStaysWhereItIsNeeded() throws IOException {
    Files.write(folder.resolve("part0"), new byte[1]);
    Files.write(folder.resolve("part1"), new byte[1]);
    try (Hdf5File file = Hdf5File.openReadWrite(folder.resolve("in.h5"))) {
      raw(file, "z", "part2");
    }
    byte[] before = Files.readAllBytes(folder.resolve("part2"));

    ToolRun run = run(new RepartTool(), "h5repart -m 1m in.h5 part%d");

    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("removed part1");
    assertThat(folder.resolve("part2")).hasBinaryContent(before);
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
