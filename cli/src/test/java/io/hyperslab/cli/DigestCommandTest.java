package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"types", "tree", "storage"})
  void printsWhatTheReferenceSaysOfTheFile(String name) {
    CommandRun run = CommandRun.of("digest", CommandRun.fixture(name + ".h5"));
    assertThat(comparable(run.out(), name)).isEqualTo(CommandRun.text(name + ".json"));
    assertThat(run.status()).isZero();
  }

  /// Without what is no fact of the file.
  private static String comparable(String document, String name) {
    return document
        .replaceFirst("\"file\":\"[^\"]*\"", "\"file\":\"" + name + ".h5\"")
        .replace("\"library\":\"hyperslab\",", "")
        .replaceAll(",\"name\":\"[^\"]*\"", "");
  }

  @Test
  void filesAreTakenFromAListToo(@TempDir Path directory) throws IOException {
    String tree = CommandRun.fixture("tree.h5");
    Path list = Files.writeString(directory.resolve("a list"), tree + "\n\n" + tree + "\n");
    CommandRun run = CommandRun.of("digest", "@" + list);
    String one = CommandRun.of("digest", tree).out();
    assertThat(run.out()).isEqualTo(one + one);
  }

  @Test
  void aFileThatCannotBeReadHasADocumentOfItsOwn(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("x.h5"), "abc");
    CommandRun run = CommandRun.of("digest", file.toString(), CommandRun.fixture("tree.h5"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out().lines().toList()).hasSize(2);
    assertThat(run.out().lines().findFirst().orElseThrow())
        .startsWith("{\"bytes\":3,\"error\":\"")
        .contains("\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"")
        .doesNotContain("untyped", "objects");
  }

  /// As the help says: whoever compares digests finds it in them.
  @Test
  void aPartThatCannotBeReadIsNoFailure(@TempDir Path directory) throws IOException {
    CommandRun run = CommandRun.of("digest", CommandRun.damaged(directory));
    assertThat(run.out()).contains("\"error\":").endsWith("}\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(CommandRun.of("digest", "--help").out())
        .contains("Exit status: 0 success, also where the line of a file says that a part");
  }

  @Test
  void dataThatIsTooLargeIsSkipped() {
    CommandRun run =
        CommandRun.of("digest", "--max-bytes", "100", CommandRun.fixture("storage.h5"));
    assertThat(run.out()).contains("\"skipped\":\"240 bytes\"", "\"skipped\":\"120 bytes\"");
  }
}
