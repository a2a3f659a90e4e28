package io.hyperslab.cli.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.VirtualSource;
import io.hyperslab.cli.ddl.DumpTool;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.FixedPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files of these tests lie beside each other:
///
/// `all.h5` has an external link into `linked.h5` and a virtual dataset of `source.h5` and of all
/// `part%b.h5`; `linked.h5` has raw data in `raw.bin`, and a link back; `other.h5` stands alone.
class SourceFilesTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    Selection all = Selection.of("0:2");
    try (Hdf5File file = Hdf5File.create(folder.resolve("all.h5"))) {
      file.root().createGroup("g").linkExternal("there", "linked.h5", "/");
      file.createDataset("v")
          .type(FixedPoint.INT32)
          .shape(6)
          .virtual()
          .map(new VirtualSource("source.h5", "x", all, all))
          .map(new VirtualSource("part%b.h5", "x", all, Selection.of("2:4")))
          .map(new VirtualSource(".", "y", all, Selection.of("4:6")))
          .create();
      file.write("y", new int[] {1, 2});
    }
    try (Hdf5File file = Hdf5File.create(folder.resolve("linked.h5"))) {
      file.createDataset("x")
          .type(FixedPoint.INT32)
          .shape(2)
          .external("raw.bin", 0, 8)
          .create()
          .write(new int[] {1, 2});
      file.root().linkExternal("back", "all.h5", "/");
    }
    for (String name : new String[] {"source", "part0", "part12", "partb", "other"}) {
      try (Hdf5File file = Hdf5File.create(folder.resolve(name + ".h5"))) {
        file.write("x", new int[] {1, 2});
      }
    }
    Files.createLink(folder.resolve("hard link"), folder.resolve("raw.bin"));
    Files.createSymbolicLink(folder.resolve("symbolic link"), folder.resolve("part12.h5"));
  }

  @ParameterizedTest
  @CsvSource({
    "/, linked.h5, true",
    "/, raw.bin, true",
    "/, hard link, true",
    "/, symbolic link, true",
    "/, source.h5, true",
    "/, part0.h5, true",
    "/, part12.h5, true",
    "/, partb.h5, false",
    "/, part%b.h5, false",
    "/, other.h5, false",
    "/v, source.h5, true",
    "/v, raw.bin, false",
    "/g, raw.bin, true",
    "/g, source.h5, true",
    "/y, source.h5, false"
  })
  void whatIsReadIsFoundWhereverItLies(String path, String name, boolean isSource)
      throws IOException {
    Path input = folder.resolve("all.h5");
    try (Hdf5File file = Hdf5File.open(input)) {
      boolean found =
          SourceFiles.contain(input, file.find(path).orElseThrow(), folder.resolve(name));
      assertThat(found).isEqualTo(isSource);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-o raw.bin", "-d /y -b LE -o raw.bin", "-O raw.bin", "-A -o raw.bin"})
  void aDumpReplacesNothingThatItReads(String options) throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("raw.bin"));

    ToolRun run = ToolRun.of(new DumpTool(), "h5dump", folder, (options + " all.h5").split(" "));

    assertThat(run)
        .isEqualTo(
            new ToolRun(
                1,
                "",
                "h5dump: raw.bin: holds data of all.h5 and would be replaced by the output\n"));
    assertThat(folder.resolve("raw.bin")).hasBinaryContent(before);
  }

  @Test
  void aDumpReplacesWhatItDoesNotRead() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("other.h5"));

    ToolRun run = ToolRun.of(new DumpTool(), "h5dump", folder, "-o", "other.h5", "all.h5");

    assertThat(run.status()).isZero();
    assertThat(Files.readAllBytes(folder.resolve("other.h5"))).isNotEqualTo(before);
  }
}
