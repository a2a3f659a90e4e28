package io.hyperslab.cli.h5repack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.FileProperties.FileSpaceStrategy;
import io.hyperslab.FilterInfo;
import io.hyperslab.Hdf5File;
import io.hyperslab.StorageLayout;
import io.hyperslab.cli.tool.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `h5repack`: what its help says of each option. The texts of `-v` are those that the program of
/// HDF5 1.10.8 prints for such files.
class RepackToolTest {
  private static final int[][] VALUES = new int[40][20];

  static {
    for (int i = 0; i < VALUES.length; i++) {
      Arrays.fill(VALUES[i], i);
    }
  }

  @TempDir private Path folder;

  @BeforeEach
  void makeFile() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("in.h5"))) {
      file.write("plain", VALUES);
      file.createDataset("g/chunked").maxShape(-1, 20).chunks(8, 8).gzip(1).write(VALUES);
      file.write("one", 5);
      file.root().linkSoft("soft", "/plain");
      file.root().linkSoft("nowhere", "/missing");
    }
  }

  private ToolRun repack(String... arguments) {
    return ToolRun.of(
        new RepackTool(),
        "h5repack",
        folder,
        Stream.concat(Arrays.stream(arguments), Stream.of("in.h5", "out.h5"))
            .toArray(String[]::new));
  }

  private Hdf5File out() throws IOException {
    return Hdf5File.open(folder.resolve("out.h5"));
  }

  private static List<Integer> filters(Dataset dataset) {
    return dataset.filters().stream().map(FilterInfo::id).toList();
  }

  @Test
  void filtersForAllAreAppliedInTheirOrder() throws IOException {
    assertThat(repack("-f", "SHUF", "-f", "GZIP=6")).isEqualTo(new ToolRun(0, "", ""));
    try (Hdf5File file = out()) {
      assertThat(filters(file.dataset("plain"))).containsExactly(2, 1);
      assertThat(file.dataset("plain").chunkShape().orElseThrow()).containsExactly(40, 20);
      assertThat(filters(file.dataset("g/chunked"))).containsExactly(2, 1);
      assertThat(file.dataset("g/chunked").chunkShape().orElseThrow()).containsExactly(8, 8);
      assertThat(file.dataset("g/chunked").readInts())
          .isEqualTo(Arrays.stream(VALUES).flatMapToInt(Arrays::stream).toArray());
      assertThat(filters(file.dataset("one"))).isEmpty();
      assertThat(file.properties().superblockVersion()).isZero();
    }
  }

  @Test
  void namedObjectsAreStoredInTheirOwnWay() throws IOException {
    repack("-l", "plain:CHUNK=10x5", "-f", "plain:FLET", "-l", "g/chunked:CONTI");
    try (Hdf5File file = out()) {
      assertThat(file.dataset("plain").chunkShape().orElseThrow()).containsExactly(10, 5);
      assertThat(filters(file.dataset("plain"))).containsExactly(3);
      assertThat(file.dataset("g/chunked").layout()).isEqualTo(StorageLayout.CONTIGUOUS);
      assertThat(file.dataset("g/chunked").maxShape()).containsExactly(40, 20);
    }
  }

  @Test
  void aFileOfOptionsSaysTheSame() throws IOException {
    Files.writeString(folder.resolve("options"), "-f plain:GZIP=2\n-l plain:CHUNK=4x4\n");
    assertThat(repack("-e", "options").status()).isZero();
    try (Hdf5File file = out()) {
      assertThat(filters(file.dataset("plain"))).containsExactly(1);
      assertThat(file.dataset("plain").chunkShape().orElseThrow()).containsExactly(4, 4);
    }
  }

  @Test
  void aShapeThatDoesNotFitLeavesTheDatasetAsItWas() throws IOException {
    ToolRun run = repack("-v", "-l", "plain:CHUNK=2x2x2", "-f", "plain:GZIP=1");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains(
            """
             warning: could not create dataset </plain>. Applying original settings
             dset                        /plain
            """);
    try (Hdf5File file = out()) {
      assertThat(file.dataset("plain").layout()).isEqualTo(StorageLayout.CONTIGUOUS);
      assertThat(filters(file.dataset("plain"))).isEmpty();
    }
  }

  @Test
  void smallDatasetsAreNotFiltered() throws IOException {
    repack("-m", "3201", "-f", "GZIP=1");
    try (Hdf5File file = out()) {
      assertThat(filters(file.dataset("plain"))).isEmpty();
    }
  }

  @Test
  void theTableTellsWhatWasDone() {
    assertThat(repack("-v", "-f", "/plain:SHUF").out())
        .isEqualTo(
            """
            No all objects to modify layout
            No all objects to apply filter
             </plain> with SHUFFLE filter
            Opening file. Searching 7 objects to modify ...
             </plain>...Found
            Making new file ...
            -----------------------------------------
             Type     Filter (Compression)     Name
            -----------------------------------------
             group                       /
             group                       /g
             dset                        /g/chunked
             link                        /nowhere
             dset                        /one
             dset     SHUF   (1.000:1)   /plain
             link                        /soft
            """);
  }

  @Test
  void linksAreMergedOrPruned() throws IOException {
    assertThat(repack("--merge", "--prune").out()).isEqualTo("Pruned /nowhere.\n");
    try (Hdf5File file = out()) {
      assertThat(file.root().names()).containsExactly("g", "one", "plain", "soft");
      assertThat(file.dataset("soft").linkCount()).isEqualTo(1);
    }
    repack("--prune");
    try (Hdf5File file = out()) {
      assertThat(file.root().names()).containsExactly("g", "one", "plain");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 2", "2, 3"})
  void theLowBoundChoosesTheSuperblock(String low, int version) throws IOException {
    repack("-j", low);
    try (Hdf5File file = out()) {
      assertThat(file.properties().superblockVersion()).isEqualTo(version);
    }
  }

  @Test
  void theFileIsMadeAsAskedFor() throws IOException {
    Files.writeString(folder.resolve("user"), "hello");
    repack("-S", "PAGE", "-G", "2048", "-P", "1", "-T", "7", "-u", "user", "-b", "2048");
    try (Hdf5File file = out()) {
      assertThat(file.properties().strategy()).isEqualTo(FileSpaceStrategy.PAGED_AGGREGATION);
      assertThat(file.properties().pageSize()).isEqualTo(2048);
      assertThat(file.properties().persistFreeSpace()).isTrue();
      assertThat(file.properties().freeSpaceThreshold()).isEqualTo(7);
      assertThat(file.userBlock()).hasSize(2048).startsWith('h', 'e', 'l', 'l', 'o');
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-f GZIP",
        "-f GZIP=10",
        "-f SHUF=1",
        "-f SZIP=8",
        "-f UD=1,0,2,9",
        "-l CHUNK",
        "-l CHUNK=0x1",
        "-l FOO",
        "-f X"
      })
  void whatIsNoFilterOrLayoutIsRefusedWithoutAWordOnStandardOutput(String arguments) {
    ToolRun run = repack(arguments.split(" "));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("h5repack: ").hasLineCount(1);
    assertThat(folder.resolve("out.h5")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "-m 0, parsing command-line options",
    "-c 1 -d 2, repacking",
    "-b 512, repacking",
    "-S X, parsing command-line options",
    "-f nothing:SHUF, repacking"
  })
  void otherMistakesAreToldThere(String arguments, String what) {
    ToolRun run = repack(arguments.split(" "));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("Error occurred while " + what + "\n");
    assertThat(folder.resolve("out.h5")).doesNotExist();
  }

  @Test
  void anObjectWithTwoNamesHasARowWhicheverIsMetFirst() throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(folder.resolve("in.h5"))) {
      file.root().linkHard("zebra", file.dataset("plain"));
    }
    ToolRun run = repack("-v", "-z", "descending", "-f", "GZIP=1");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("GZIP").containsPattern("dset .*/zebra\n");
  }
}
