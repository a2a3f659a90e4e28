package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages of the guide are programs: the Java of each compiles, runs from top to bottom in an
/// empty folder, and prints what the page says that it prints.
class GuideTest {
  private static final Pattern IMPORTS = Pattern.compile("(?s)```java imports\n(.*?)```");

  /// A block of Java, and its output if the page shows it at once behind.
  private static final Pattern BLOCK =
      Pattern.compile("(?s)```java\n(.*?)```(?:\n+```text\n(.*?)```)?");

  private static final String END = "-- end of a block --";

  @TempDir private Path folder;

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(guide())) {
      return files.filter(GuideTest::hasJava).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void thePageDoesWhatItShows(Path page) throws Exception {
    List<MatchResult> blocks = BLOCK.matcher(Files.readString(page)).results().toList();
    List<String> outputs = outputs(run(program(blocks)));
    assertThat(outputs).hasSameSizeAs(blocks);
    for (int i = 0; i < blocks.size(); i++) {
      String shown = blocks.get(i).group(2);
      if (shown != null) {
        assertThat(outputs.get(i)).isEqualTo(shown);
      }
    }
  }

  private static boolean hasJava(Path page) {
    try {
      return BLOCK.matcher(Files.readString(page)).find();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// A compact source file that does what all blocks do and says where each ends.
  private static String program(List<MatchResult> blocks) throws IOException {
    Matcher imports = IMPORTS.matcher(Files.readString(guide().resolve("recipes.md")));
    assertThat(imports.find()).isTrue();
    return blocks.stream()
        .map(block -> block.group(1) + "IO.println(\"" + END + "\");\n")
        .collect(
            Collectors.joining("", imports.group(1) + "\nvoid main() throws Exception {\n", "}\n"));
  }

  private String run(String program) throws Exception {
    Path source = Files.writeString(folder.resolve("Page.java"), program);
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "--class-path",
                classPath(),
                source.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(status).as(printed).isZero();
    return printed;
  }

  private static List<String> outputs(String printed) {
    return new ArrayList<>(Arrays.asList(printed.split(END + "\n")));
  }

  /// The library and what it needs, wherever this test got them from.
  private static String classPath() {
    return Stream.of(Hdf5File.class, io.airlift.compress.v3.zstd.ZstdDecompressor.class)
        .map(type -> type.getProtectionDomain().getCodeSource())
        .map(GuideTest::path)
        .distinct()
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }

  private static String path(CodeSource source) {
    try {
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(source.toString(), e);
    }
  }

  private static Path guide() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("docs/guide/recipes.md"))) {
      root = root.getParent();
      assertThat(root).as("a parent of the working directory with docs/guide").isNotNull();
    }
    return root.resolve("docs/guide");
  }
}
