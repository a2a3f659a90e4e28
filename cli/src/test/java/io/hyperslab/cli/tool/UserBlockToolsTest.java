package io.hyperslab.cli.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/// `h5jam` and `h5unjam`. What is expected follows from the description in their help: the size of
/// a user block is 512 or 512 times a power of two.
class UserBlockToolsTest {
  @TempDir private Path folder;
  private byte[] data;

  @BeforeEach
  void makeFile() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("in.h5"))) {
      file.write("numbers", new int[] {3, 1, 4});
    }
    data = Files.readAllBytes(folder.resolve("in.h5"));
  }

  private ToolRun jam(String... arguments) {
    return ToolRun.of(new JamTool(), "h5jam", folder, arguments);
  }

  private ToolRun unjam(String... arguments) {
    return ToolRun.of(new UnjamTool(), "h5unjam", folder, arguments);
  }

  private void user(int bytes) throws IOException {
    Files.writeString(folder.resolve("user"), "u".repeat(bytes));
  }

  @ParameterizedTest
  @CsvSource({"1, 512", "512, 512", "513, 1024", "3000, 4096"})
  void bytesAreBeforeTheFileAndZerosBehindThem(int bytes, int size) throws IOException {
    user(bytes);
    assertThat(jam("-i", "in.h5", "-u", "user", "-o", "out.h5")).isEqualTo(new ToolRun(0, "", ""));
    byte[] made = Files.readAllBytes(folder.resolve("out.h5"));
    byte[] expected = new byte[size];
    Arrays.fill(expected, 0, bytes, (byte) 'u');
    assertThat(Arrays.copyOf(made, size)).isEqualTo(expected);
    assertThat(Arrays.copyOfRange(made, size, made.length)).isEqualTo(data);
    try (Hdf5File file = Hdf5File.open(folder.resolve("out.h5"))) {
      assertThat(file.properties().userBlockSize()).isEqualTo(size);
      assertThat(file.dataset("numbers").readInts()).containsExactly(3, 1, 4);
    }
  }

  @Test
  void aSecondUserBlockFollowsTheFirstUnlessThatIsClobbered() throws IOException {
    user(10);
    jam("-i", "in.h5", "-u", "user");
    jam("-i", "in.h5", "-u", "user", "-o", "longer.h5");
    jam("-i", "in.h5", "-u", "user", "-o", "same.h5", "--clobber");
    assertThat(Files.size(folder.resolve("longer.h5"))).isEqualTo(1024 + data.length);
    assertThat(Files.size(folder.resolve("same.h5"))).isEqualTo(512 + data.length);
    assertThat(Files.readAllBytes(folder.resolve("longer.h5"))[512]).isEqualTo((byte) 'u');
  }

  @Test
  void theTwoAreTakenApartAgain() throws IOException {
    user(512);
    jam("-i", "in.h5", "-u", "user");
    assertThat(unjam("-i", "in.h5", "-o", "out.h5", "-u", "block"))
        .isEqualTo(new ToolRun(0, "", ""));
    assertThat(folder.resolve("out.h5")).hasBinaryContent(data);
    assertThat(folder.resolve("block")).hasContent("u".repeat(512));
    assertThat(unjam("-i", "in.h5", "-o", "out.h5").out()).isEqualTo("u".repeat(512));
    assertThat(unjam("-i", "in.h5", "-o", "out.h5", "--delete").out()).isEmpty();
  }

  @Test
  void whatFailsLeavesNothingBehind() throws IOException {
    Files.write(folder.resolve("text"), "text".getBytes(StandardCharsets.UTF_8));
    assertThat(jam("-i", "in.h5", "-u", "in.h5", "-o", "out.h5").status()).isEqualTo(1);
    assertThat(jam("-i", "text", "-u", "text", "-o", "out.h5").err()).startsWith("h5jam: ");
    assertThat(jam("-i", "in.h5", "-u", "missing", "-o", "out.h5").status()).isEqualTo(1);
    assertThat(unjam("-i", "text", "-o", "out.h5").status()).isEqualTo(1);
    assertThat(unjam("-i", "in.h5", "-o", "out.h5").status()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertThat(names).containsExactly("in.h5", "text");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "in.h5, in.h5, in.h5",
    "in.h5, out.h5, in.h5",
    "in.h5, out.h5, ./in.h5",
    "in.h5, out.h5, alias.h5",
    "in.h5, out.h5, out.h5",
    "in.h5, out.h5, ./out.h5",
    "in.h5, alias.h5, in.h5"
  })
  void aUserBlockReplacesNeitherTheFileNorItsData(String input, String output, String user)
      throws IOException {
    user(512);
    jam("-i", "in.h5", "-u", "user");
    Files.createLink(folder.resolve("alias.h5"), folder.resolve("in.h5"));
    byte[] before = Files.readAllBytes(folder.resolve("in.h5"));

    ToolRun run = unjam("-i", input, "-o", output, "-u", user);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("h5unjam: " + user + ": ").hasLineCount(1);
    assertThat(folder.resolve("in.h5")).hasBinaryContent(before);
    assertThat(folder.resolve("alias.h5")).hasBinaryContent(before);
    assertThat(folder.resolve("out.h5")).doesNotExist();
  }
}
