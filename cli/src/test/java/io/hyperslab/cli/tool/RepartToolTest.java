package io.hyperslab.cli.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `h5repart`. The file system tells how it was cut; that a family says its size itself, and a
/// single file nothing, is what opening them requires.
class RepartToolTest {
  private static final int[] NUMBERS = IntStream.range(0, 3000).toArray();

  @TempDir private Path folder;

  private ToolRun repart(String... arguments) {
    return ToolRun.of(new RepartTool(), "h5repart", folder, arguments);
  }

  private void makeFamily(boolean latest) throws IOException {
    CreateOptions options = CreateOptions.defaults().family(4000);
    try (Hdf5File file =
        Hdf5File.create(folder.resolve("a%d.h5"), latest ? options.latest() : options.earliest())) {
      file.write("numbers", NUMBERS);
    }
  }

  private void assertReadable(String name, OpenOptions options) throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(folder.resolve(name), options)) {
      assertThat(file.dataset("numbers").readInts()).isEqualTo(NUMBERS);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFamilyIsCutAnew(boolean latest) throws IOException {
    makeFamily(latest);
    assertThat(repart("-m", "3k", "a%d.h5", "b%02d.h5")).isEqualTo(new ToolRun(0, "", ""));
    assertThat(folder.resolve("b00.h5")).hasSize(3072);
    assertThat(folder.resolve("b03.h5")).hasSize(3072);
    assertReadable("b%02d.h5", OpenOptions.defaults().family(3072));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFamilyIsJoinedAndCutAgain(boolean latest) throws IOException {
    makeFamily(latest);
    assertThat(repart("-family_to_single", "a%d.h5", "one.h5")).isEqualTo(new ToolRun(0, "", ""));
    assertReadable("one.h5", OpenOptions.defaults());
    assertThat(repart("-m5000", "one.h5", "c%d.h5")).isEqualTo(new ToolRun(0, "", ""));
    assertThat(folder.resolve("c0.h5")).hasSize(5000);
    assertReadable("c%d.h5", OpenOptions.defaults().family());
  }

  @Test
  void bytesThatAreNoHdf5FileAreCutAsWell() throws IOException {
    Files.write(folder.resolve("bytes"), new byte[2500]);
    assertThat(repart("-m", "1k", "bytes", "piece%d").status()).isZero();
    assertThat(folder.resolve("piece2")).hasSize(452);
    assertThat(folder.resolve("piece3")).doesNotExist();
  }

  @Test
  void wrongUsageIsExplainedAndLeavesNothingBehind() throws IOException {
    Files.write(folder.resolve("bytes"), new byte[10]);
    for (String[] arguments :
        new String[][] {
          {}, {"bytes"}, {"-x", "bytes", "b"}, {"-m", "1q", "bytes", "b"}, {"-m", "0", "bytes", "b"}
        }) {
      ToolRun run = repart(arguments);
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("usage: h5repart ");
    }
    assertThat(repart("bytes", "bytes").status()).isEqualTo(1);
    assertThat(repart("missing%d", "b").status()).isEqualTo(1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatAnEarlierCallLeftWhenItDiedIsInNobodysWay() throws IOException {
    Files.write(folder.resolve("bytes"), new byte[10]);
    Files.write(folder.resolve(".one.tmp"), new byte[10]);
    assertThat(repart("bytes", "one")).isEqualTo(new ToolRun(0, "", ""));
    assertThat(folder.resolve("one")).hasSize(10);
    assertThat(folder.resolve(".one.tmp")).exists();
  }

  @Test
  void theRestOfAnOlderFamilyIsNoPartOfTheNewOne() throws IOException {
    Files.write(folder.resolve("bytes"), new byte[2500]);
    for (int i : new int[] {0, 1, 2, 3, 4, 6}) {
      Files.write(folder.resolve("piece" + i), new byte[1024]);
    }
    ToolRun run = repart("-m", "1k", "bytes", "piece%d");
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            h5repart: removed piece3, the rest of an older family
            h5repart: removed piece4, the rest of an older family
            """);
    assertThat(folder.resolve("piece2")).hasSize(452);
    assertThat(folder.resolve("piece3")).doesNotExist();
    assertThat(folder.resolve("piece4")).doesNotExist();
    assertThat(folder.resolve("piece6")).exists();
  }

  @Test
  void membersOfTheSourceAreNotRemovedAsARest() throws IOException {
    for (int i = 0; i < 12; i++) {
      Files.write(folder.resolve("piece" + i), new byte[1024]);
      Files.write(folder.resolve(String.format(Locale.ROOT, "piece%02d", i)), new byte[1024]);
    }
    assertThat(repart("-m", "2k", "piece%d", "piece%02d").status()).isZero();
    assertThat(folder.resolve("piece05")).hasSize(2048);
    assertThat(folder.resolve("piece06")).doesNotExist();
    assertThat(folder.resolve("piece09")).doesNotExist();
    assertThat(folder.resolve("piece10")).hasSize(1024);
    assertThat(folder.resolve("piece11")).hasSize(1024);
  }

  @Test
  void theSourceIsNotReplacedWhateverItIsCalled() throws IOException {
    Files.write(folder.resolve("piece0"), new byte[2500]);
    assertThat(repart("-m", "1k", "piece%d", "./piece%d").status()).isEqualTo(1);
    assertThat(repart("-m", "1k", "piece%d", "piece%01d").status()).isEqualTo(1);
    assertThat(repart("-m", "1k", "piece%d", folder.resolve("piece%d").toString()).status())
        .isEqualTo(1);
    assertThat(folder.resolve("piece0")).hasSize(2500);
  }

  @ParameterizedTest
  @CsvSource({
    "piece%d, piece1",
    "piece%d, other1",
    "piece%d, piece%02d",
    "whole, piece%d",
    "alias, piece%d",
    "hard, piece%d"
  })
  void noPartOfTheSourceIsReplaced(String from, String to) throws IOException {
    Map<Path, byte[]> before = new HashMap<>();
    for (int i = 0; i < 12; i++) {
      Path file = folder.resolve("piece" + i);
      Files.write(file, new byte[] {(byte) i, 1, 2, 3});
      before.put(file, Files.readAllBytes(file));
    }
    Files.createSymbolicLink(folder.resolve("whole"), Path.of("piece0"));
    Files.createSymbolicLink(folder.resolve("alias"), Path.of("piece3"));
    Files.createLink(folder.resolve("hard"), folder.resolve("piece2"));
    Files.createSymbolicLink(folder.resolve("other1"), Path.of("piece11"));

    ToolRun run = repart("-m", "1", from, to);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("belongs to the source").hasLineCount(1);
    before.forEach((file, bytes) -> assertThat(file).hasBinaryContent(bytes));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(16);
    }
  }
}
