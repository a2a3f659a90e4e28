package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The example of `README.md`: what it shows is what runs here.
class ReadmeExampleTest {
  private static final String SOURCE = "core/src/test/java/io/hyperslab/ReadmeExampleTest.java";
  private static final List<String> PRINTED = new ArrayList<>();

  record Station(String name, double elevation) {}

  /// Stands in for the class of `java.lang`.
  @SuppressWarnings("AvoidCommonTypeNames")
  private static final class IO {
    static void println(Object line) {
      PRINTED.add(line.toString());
    }
  }

  private static void example() throws IOException {
    try (var file = Hdf5File.open(Fixtures.path("weather.h5"))) {
      Dataset temperature = file.dataset("/15/temperature");
      double[] first = temperature.readDoubles(Selection.of("0:10"));
      long step = temperature.attributes().get("dt").readLong();
      NdArray tile = file.dataset("/images").read(Selection.of("0, :64, :64"));
      Station[] stations = file.dataset("/stations").read(Station[].class);
      IO.println(
          first.length + " values, one every " + step + " s; mean of the tile: " + tile.mean());
      IO.println(stations[0].name() + " lies at " + stations[0].elevation() + " m");
      file.walk().forEach(IO::println);
    }
  }

  @Test
  void theExamplePrintsWhatTheFileHolds() throws IOException {
    PRINTED.clear();
    example();
    assertThat(PRINTED)
        .containsExactly(
            // Row n of an image is n all along.
            "10 values, one every 10 s; mean of the tile: 31.5",
            "Bergen lies at 12.0 m",
            "group /",
            "group /15",
            "dataset /15/temperature",
            "dataset /images",
            "dataset /stations");
  }

  @Test
  void theReadmeShowsTheExample() throws IOException {
    String readme = Files.readString(root().resolve("README.md"));
    String shown = between(readme, "```java\n", "```");
    String source = Files.readString(root().resolve(SOURCE));
    String run = between(source, "example() throws IOException {", "\n  }\n");
    assertThat(plain(between(shown, "main() throws IOException {", "\n}\n")))
        .isEqualTo(plain(run).replace("Fixtures.path(", "Path.of("));
    assertThat(shown).contains("record Station(String name, double elevation) {}");
  }

  private static String between(String text, String before, String after) {
    int start = text.indexOf(before);
    assertThat(start).as(before).isNotNegative();
    int end = text.indexOf(after, start + before.length());
    assertThat(end).as(after).isNotNegative();
    return text.substring(start + before.length(), end);
  }

  /// Code without comments, indentation and line breaks.
  private static String plain(String code) {
    return Arrays.stream(code.split("\n"))
        .map(line -> line.replaceAll("//.*", ""))
        .reduce("", String::concat)
        .replaceAll("\\s+", "");
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(SOURCE))) {
      folder = folder.getParent();
      assertThat(folder).as("a parent of the working directory with " + SOURCE).isNotNull();
    }
    return folder;
  }
}
