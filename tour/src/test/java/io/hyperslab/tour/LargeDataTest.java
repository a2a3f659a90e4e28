package io.hyperslab.tour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files much larger than the heap, in programs of their own.
@Tag("huge")
class LargeDataTest {
  private static final long FOUR_GIBIBYTES = 1L << 32;

  /// Of uniform numbers from 0 to 1.
  private static final double DEVIATION = Math.sqrt(1.0 / 12);

  @TempDir Path folder;

  @Test
  void fourGibibytesInOnePieceNeedAHeapOf32Megabytes() throws Exception {
    Path path = folder.resolve("sparse.h5");
    assertThat(run("-Xmx32m", "sparse", path)).containsExactly(1023.0, 0.0, 0.0, 7.0);
    assertThat(Files.size(path)).isBetween(FOUR_GIBIBYTES, FOUR_GIBIBYTES + 4096);
  }

  /// 0.67 GB; two of its images are 64 MiB.
  @Test
  void twentyImagesAreWrittenAndReadInAHeapOf256Megabytes() throws Exception {
    Path path = folder.resolve("images.h5");
    assertThat(run("-Xmx256m", "images", path))
        .hasSize(20)
        .doesNotHaveDuplicates()
        .allSatisfy(
            deviation -> assertThat(deviation).isBetween(DEVIATION - 1e-3, DEVIATION + 1e-3));
    try (var file = Hdf5File.open(path)) {
      assertThat(file.dataset("images").chunkShape()).contains(new long[] {1, 128, 128});
    }
    assertThat(Files.size(path)).isGreaterThan(20L * 2048 * 2048 * Double.BYTES);
  }

  private static List<Double> run(String heap, String what, Path path)
      throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:MaxDirectMemorySize=64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LargeProgram.class.getName(),
                what,
                path.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String results = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).isZero();
    return results.lines().map(Double::valueOf).toList();
  }
}
