package io.hyperslab.cli.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearToolTest {
  /// Of a version 0 superblock with addresses of eight bytes.
  private static final int FLAGS = 20;

  private static final int END_OF_FILE = 40;

  @TempDir private Path folder;
  private Path path;
  private long size;

  @BeforeEach
  void makeFile() throws IOException {
    path = folder.resolve("x.h5");
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().earliest())) {
      file.root().write("a", new int[] {1, 2});
    }
    size = Files.size(path);
  }

  private ToolRun run(String... arguments) {
    return ToolRun.of(new ClearTool(), "h5clear", folder, arguments);
  }

  private long endOfFile() throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(END_OF_FILE);
  }

  @Test
  void bothEndsOfAFileAreTold() throws IOException {
    Files.write(path, new byte[100], StandardOpenOption.APPEND);

    ToolRun run = run("--filesize", "x.h5");

    assertThat(run.out()).isEqualTo("EOA is " + size + "; EOF is " + (size + 100) + " \n");
    assertThat(run.status()).isZero();
  }

  @Test
  void theEndsAreMadeToAgree() throws IOException {
    Files.write(path, new byte[100], StandardOpenOption.APPEND);

    assertThat(run("--increment=12", "x.h5").status()).isZero();

    assertThat(Files.size(path)).isEqualTo(size + 112);
    assertThat(endOfFile()).isEqualTo(size + 112);
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().dataset("a").readInts()).containsExactly(1, 2);
    }
  }

  @Test
  void theIncrementIsAMebibyteUnlessGiven() throws IOException {
    assertThat(run("--increment", "x.h5").status()).isZero();
    assertThat(Files.size(path)).isEqualTo(size + (1 << 20));
  }

  @Test
  void theMarkOfAWriterIsTakenAway() throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    byte[] marked = bytes.clone();
    marked[FLAGS] = 1;
    Files.write(path, marked);

    assertThat(run("-s", "x.h5").status()).isZero();

    assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
  }

  @Test
  void anImageThatIsNotThereIsNoFailure() throws IOException {
    byte[] bytes = Files.readAllBytes(path);

    ToolRun run = run("-m", "x.h5");

    assertThat(run.err()).isEqualTo("h5clear: x.h5: no cache image in the file\n");
    assertThat(run.status()).isZero();
    assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
  }

  @Test
  void argumentsWithoutSenseAreAnsweredWithTheUsage() {
    assertThat(run().status()).isEqualTo(1);
    assertThat(run("x.h5").out()).startsWith("usage: h5clear [OPTIONS] file_name");
    assertThat(run("-m").status()).isEqualTo(1);
    assertThat(run("-k", "x.h5").status()).isEqualTo(1);
    assertThat(run("--filesize", "-s", "x.h5").out()).isEmpty();
    assertThat(run("-m", "none.h5").err()).hasLineCount(1);
  }
}
