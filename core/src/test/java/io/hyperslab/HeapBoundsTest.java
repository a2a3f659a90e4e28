package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is little in a file and much in Java is refused before the heap is full; a little of it is
/// read.
class HeapBoundsTest {
  @TempDir Path folder;

  /// Where the class file of a class, and of those beside it, was found.
  private static String place(Class<?> found) {
    try {
      return Path.of(found.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> outcomes() throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(
                    File.pathSeparator, place(Hdf5File.class), place(HeapBoundsProgram.class)),
                HeapBoundsProgram.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = program.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(program.waitFor()).isZero();
    return lines;
  }

  @Test
  void valuesThatTheHeapCannotHoldAreRefusedAndFewOfThemAreRead()
      throws IOException, InterruptedException {
    assertThat(outcomes())
        .hasSize(HeapBoundsProgram.KINDS)
        .allSatisfy(line -> assertThat(line).endsWith(": read, LimitExceededException"));
  }
}
