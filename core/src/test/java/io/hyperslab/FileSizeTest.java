package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// No source file of the project is longer than [#LONGEST] lines, except those in `long-files.txt`:
/// one a line, the path from the project's root, then the reason.
class FileSizeTest {
  private static final int LONGEST = 500;

  /// Fewer files than this would mean that the search missed most of the project.
  private static final int FEWEST_FILES = 60;

  private static Map<String, Integer> linesByFile;

  @BeforeAll
  static void countLines() throws IOException {
    Path root = projectRoot();
    try (Stream<Path> files = Files.find(root, 64, (file, attributes) -> isMainSource(file))) {
      linesByFile =
          files.collect(
              Collectors.toMap(
                  file -> root.relativize(file).toString().replace('\\', '/'),
                  FileSizeTest::countLines,
                  Integer::sum,
                  TreeMap::new));
    }
  }

  @Test
  void theProjectWasSeen() {
    assertThat(linesByFile).hasSizeGreaterThan(FEWEST_FILES);
  }

  @Test
  void noFileIsTooLongExceptThoseAllowed() throws IOException {
    List<String> tooLong =
        linesByFile.entrySet().stream()
            .filter(file -> file.getValue() > LONGEST)
            .map(Map.Entry::getKey)
            .toList();
    assertThat(tooLong).containsExactlyInAnyOrderElementsOf(allowed().keySet());
  }

  @Test
  void everyAllowanceHasAReason() throws IOException {
    assertThat(allowed()).allSatisfy((file, reason) -> assertThat(reason).isNotBlank());
  }

  private static Map<String, String> allowed() throws IOException {
    try (InputStream list = FileSizeTest.class.getResourceAsStream("long-files.txt")) {
      assertThat(list).isNotNull();
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .map(line -> line.split(" ", 2))
          .collect(Collectors.toMap(words -> words[0], words -> words.length > 1 ? words[1] : ""));
    }
  }

  private static Path projectRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("core/src/main/java"))) {
      folder = folder.getParent();
      assertThat(folder)
          .as("a parent of the working directory with core/src/main/java")
          .isNotNull();
    }
    return folder;
  }

  private static boolean isMainSource(Path file) {
    String name = file.toString().replace('\\', '/');
    return name.endsWith(".java") && name.contains("/src/main/java/");
  }

  private static int countLines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return Math.toIntExact(lines.count());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
