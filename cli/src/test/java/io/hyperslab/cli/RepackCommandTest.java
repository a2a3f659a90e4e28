package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.FilterInfo;
import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepackCommandTest {
  @TempDir Path folder;

  private Path out() {
    return folder.resolve("out.h5");
  }

  private CommandRun repack(String... arguments) {
    return CommandRun.of(
        Stream.concat(Stream.of("repack"), Arrays.stream(arguments)).toArray(String[]::new));
  }

  /// What the reference says of a file, without where things are and how space is managed.
  private static String comparable(String document) {
    return document
        .strip()
        .replaceFirst("^\\{\"bytes\":\\d+,\"file\":\"[^\"]*\",", "{")
        .replace("\"library\":\"hyperslab\",", "")
        .replaceAll("\"addr\":\\d+,", "")
        .replaceAll(",\"name\":\"[^\"]*\"", "")
        .replaceFirst("\"sha256\":\"[^\"]*\",\"super\":\\{[^}]*\\}\\}$", "}");
  }

  private List<String> leftOvers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"types", "tree", "storage"})
  void theCopySaysWhatTheReferenceSaysOfTheOriginal(String name) {
    CommandRun run = repack(CommandRun.fixture(name + ".h5"), out().toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith(out() + ": ").contains(" KiB, ").endsWith(", verified\n");
    assertThat(comparable(CommandRun.of("digest", out().toString()).out()))
        .isEqualTo(comparable(CommandRun.text(name + ".json")));
  }

  @ParameterizedTest
  @CsvSource({"earliest, 0", "v18, 2", "latest, 3"})
  void theNewFileHasTheStructuresThatWereAskedFor(String low, int superblock) throws IOException {
    CommandRun run =
        repack("--quiet", "--low", low, CommandRun.fixture("tree.h5"), out().toString());
    assertThat(run).isEqualTo(new CommandRun(0, "", ""));
    try (Hdf5File file = Hdf5File.open(out())) {
      assertThat(file.properties().superblockVersion()).isEqualTo(superblock);
      assertThat(file.group("/ordered").namesInCreationOrder())
          .containsExactly("zebra", "ant", "mole");
    }
  }

  @Test
  void filtersAndChunksChangeButValuesDoNot() throws IOException {
    String in = CommandRun.fixture("storage.h5");
    CommandRun run =
        repack(
            "--filter", "shuffle", "--filter", "gzip=9", "--chunks", "2,5", in, out().toString());
    assertThat(run.status()).isZero();
    try (Hdf5File before = Hdf5File.open(Path.of(in));
        Hdf5File after = Hdf5File.open(out())) {
      for (String name : List.of("/chunked", "/filtered")) {
        Dataset dataset = after.dataset(name);
        assertThat(dataset.chunkShape()).contains(new long[] {2, 5});
        assertThat(dataset.filters().stream().map(FilterInfo::id)).containsExactly(2, 1);
        assertThat(dataset.readInts()).isEqualTo(before.dataset(name).readInts());
      }
      assertThat(after.dataset("/cube").chunkShape()).isEmpty();
    }
  }

  @Test
  void whatCannotBeInOnePieceStaysAsItIsAndThatIsSaid() throws IOException {
    CommandRun run = repack("--chunks", "none", CommandRun.fixture("storage.h5"), out().toString());
    assertThat(run.status()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "hyperslab: note: "
                + CommandRun.fixture("storage.h5")
                + ": /chunked: stored as before: an extent that may grow needs chunks\n");
    try (Hdf5File file = Hdf5File.open(out())) {
      assertThat(file.dataset("/filtered").chunkShape()).isEmpty();
      assertThat(file.dataset("/filtered").filters()).isEmpty();
      assertThat(file.dataset("/chunked").chunkShape()).contains(new long[] {4, 4});
    }
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyWhenAskedFor() throws IOException {
    Files.writeString(out(), "precious");
    String in = CommandRun.fixture("tree.h5");
    CommandRun refused = repack(in, out().toString());
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo("hyperslab: " + out() + ": exists already; --force replaces it\n");
    assertThat(out()).hasContent("precious");
    assertThat(repack("--force", in, out().toString()).status()).isZero();
    assertThat(CommandRun.of("ls", out().toString()).out()).contains("ordered");
  }

  @Test
  void aFileCanTakeItsOwnPlace() throws IOException {
    Files.copy(Path.of(CommandRun.fixture("storage.h5")), out());
    String before = CommandRun.of("dump", out().toString()).out();
    CommandRun run = repack("--force", out().toString(), out().toString());
    assertThat(run.err()).isEmpty();
    assertThat(CommandRun.of("dump", out().toString()).out()).isEqualTo(before);
    assertThat(leftOvers()).containsExactly("out.h5");
  }

  @Test
  void aDamagedFileLeavesNothingBehind() throws IOException {
    byte[] image = Files.readAllBytes(Path.of(CommandRun.fixture("storage.h5")));
    Path in = Files.write(folder.resolve("in.h5"), Arrays.copyOf(image, image.length / 2));
    CommandRun run = repack(in.toString(), out().toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines().toList()).hasSize(1);
    assertThat(run.err()).startsWith("hyperslab: " + in + ": ").contains("truncated");
    assertThat(leftOvers()).containsExactly("in.h5");
  }

  @Test
  void damageThatIsMetOnTheWayLeavesNothingBehindEither() throws IOException {
    Path in = folder.resolve("in.h5");
    byte[] image = Files.readAllBytes(Path.of(CommandRun.fixture("storage.h5")));
    try (Hdf5File file = Hdf5File.open(image)) {
      int chunk = (int) file.dataset("/filtered").storedChunks().getFirst().address();
      image[chunk + 8] ^= 1;
    }
    Files.write(in, image);
    CommandRun run = repack("--filter", "none", in.toString(), out().toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("hyperslab: " + in + ": /filtered: ").contains("chunk");
    assertThat(leftOvers()).containsExactly("in.h5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--chunks=4,x   | --chunks '4,x': expected sizes such as 100,64,64, auto or none",
        "--filter=magic | 'magic' is no filter: expected none, or one of bitshuffle, blosc, bzip2,"
            + " fletcher32, gzip, lz4, lzf, nbit, scaleoffset, shuffle, szip, zstd",
        "--filter=gzip=x | 'gzip=x': expected a number behind '='",
        "--filter=gzip=10 | deflate level 10, expected 0 to 9",
      })
  void whatMakesNoSenseIsAUsageError(String option, String message) throws IOException {
    CommandRun run = repack(option, CommandRun.fixture("tree.h5"), out().toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("hyperslab: " + message + "\nTry 'hyperslab repack --help'.\n");
    assertThat(leftOvers()).isEmpty();
  }
}
