package io.hyperslab.tour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.testkit.Oracles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the lessons leave, h5py opens, and finds the same in it.
class TourH5pyTest {
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir static Path folder;
  private static List<Path> files = List.of();

  @BeforeAll
  static void runAll() throws IOException {
    Optional<String> missing = Oracles.missingH5py();
    Assumptions.assumeTrue(missing.isEmpty(), missing.orElse(""));
    files = Transcript.of(folder).files().stream().flatMap(TourH5pyTest::opened).toList();
  }

  /// By which path a file is opened: the members of a family all by one.
  private static Stream<Path> opened(Path file) {
    String name = file.getFileName().toString();
    return name.matches("family[1-9].h5")
        ? Stream.empty()
        : Stream.of(file.resolveSibling(name.replace("family0", "family%d")));
  }

  @Test
  void h5pyFindsTheSame() throws Exception {
    assertThat(files).isNotEmpty();
    StringBuilder expected = new StringBuilder();
    for (Path file : files) {
      expected.append(file).append('\n');
      FileContents.of(file).forEach(line -> expected.append(line).append('\n'));
      expected.append('\n');
    }
    assertThat(contentsByH5py()).isEqualTo(expected.toString());
  }

  private static String contentsByH5py() throws Exception {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-X", "utf8", "-c"));
    try (InputStream script = TourH5pyTest.class.getResourceAsStream("contents.py")) {
      byte[] text = Objects.requireNonNull(script).readAllBytes();
      command.add(new String(text, StandardCharsets.UTF_8));
    }
    files.forEach(file -> command.add(file.toString()));
    Process python =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String contents = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).isZero();
    return contents;
  }
}
