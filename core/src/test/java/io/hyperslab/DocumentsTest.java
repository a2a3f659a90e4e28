package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.filter.Filter;
import io.hyperslab.internal.pipeline.FilterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documents name exists, and what has to be documented is.
class DocumentsTest {
  private static final String ARCHITECTURE = "docs/ARCHITECTURE.md";
  private static final String COVERAGE = "docs/FORMAT_COVERAGE.md";
  private static final String PACKAGES = "core/src/main/java/io/hyperslab/internal/";

  /// Fewer than these would mean that the search missed most of the project or of a document.
  private static final int FEWEST_SOURCES = 60;

  private static final int FEWEST_NAMES = 40;
  private static final int FEWEST_DOCUMENTS = 8;

  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  /// A class, perhaps with a member or a class inside it. A word in capitals alone is a signature
  /// or a constant.
  private static final Pattern CLASS_NAME =
      Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+)(?:\\(\\))?)?");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
  private static final Pattern FILTER_ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\| ([^|]+) \\| `(\\w+)`");
  private static final Pattern FENCE = Pattern.compile("(?s)```.*?```");

  private static final List<String> JAVA_PACKAGES =
      List.of("java.lang.", "java.lang.foreign.", "java.io.", "java.util.");

  private static Path root;
  private static Map<String, Path> sources;

  @BeforeAll
  static void findTheProject() throws IOException {
    root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve(ARCHITECTURE))) {
      root = root.getParent();
      assertThat(root).as("a parent of the working directory with " + ARCHITECTURE).isNotNull();
    }
    sources = new TreeMap<>();
    try (Stream<Path> files = Files.find(root, 64, (file, _) -> isSource(file))) {
      files.forEach(file -> sources.put(file.getFileName().toString().replace(".java", ""), file));
    }
    assertThat(sources).hasSizeGreaterThan(FEWEST_SOURCES);
  }

  private static boolean isSource(Path file) {
    String name = file.toString().replace('\\', '/');
    return name.endsWith(".java") && name.contains("/src/");
  }

  private static String read(String document) throws IOException {
    return Files.readString(root.resolve(document));
  }

  private static List<MatchResult> classNames(String document) throws IOException {
    return CODE.matcher(FENCE.matcher(read(document)).replaceAll(""))
        .results()
        .map(code -> CLASS_NAME.matcher(code.group(1)))
        .filter(Matcher::matches)
        .map(Matcher::toMatchResult)
        .toList();
  }

  static List<String> documentsOfClasses() {
    return List.of(
        ARCHITECTURE,
        COVERAGE,
        "docs/decisions/0003-errors-with-context-as-data.md",
        "docs/decisions/0004-elements-travel-as-stored-bytes.md",
        "docs/decisions/0007-what-leaves-the-file.md",
        "docs/decisions/0008-tolerance.md",
        "docs/decisions/0009-commit-by-a-journal-in-the-tail.md",
        "docs/decisions/0010-one-writer.md",
        "docs/decisions/0011-the-module-oracle.md",
        "docs/decisions/0012-exact-values-when-writing.md",
        "docs/decisions/0013-space-of-opened-files.md",
        "docs/decisions/0014-swmr.md",
        "docs/decisions/0015-writing-through-virtual-datasets.md");
  }

  @ParameterizedTest
  @MethodSource("documentsOfClasses")
  void everyClassThatIsNamedExists(String document) throws IOException {
    List<String> missing = new ArrayList<>();
    for (MatchResult name : classNames(document)) {
      if (!exists(name.group(1), name.group(2))) {
        missing.add(name.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void namesWereSeen() throws IOException {
    assertThat(classNames(ARCHITECTURE)).hasSizeGreaterThan(FEWEST_NAMES);
    assertThat(classNames(COVERAGE)).hasSizeGreaterThan(FEWEST_NAMES);
  }

  private static boolean exists(String type, String member) throws IOException {
    Path source = sources.get(type);
    if (source == null) {
      return isOfJava(type);
    }
    return member == null
        || Pattern.compile("\\b" + member + "\\b").matcher(Files.readString(source)).find();
  }

  private static boolean isOfJava(String type) {
    for (String folder : JAVA_PACKAGES) {
      try {
        Class.forName(folder + type);
        return true;
      } catch (ClassNotFoundException _) {
        // Not in this package.
      }
    }
    return false;
  }

  @Test
  void everyStructureOfTheFormatIsCovered() throws IOException {
    List<String> named = classNames(COVERAGE).stream().map(name -> name.group(1)).toList();
    assertThat(named).containsAll(typesIn("format/"));
  }

  private static List<String> typesIn(String folder) {
    return sources.entrySet().stream()
        .filter(source -> path(source.getValue()).startsWith(PACKAGES + folder))
        .map(Map.Entry::getKey)
        .filter(type -> !type.equals("package-info"))
        .toList();
  }

  private static String path(Path source) {
    return root.relativize(source).toString().replace('\\', '/');
  }

  @Test
  void theFilterTableListsTheBuiltInFilters() throws IOException {
    List<String> builtIn =
        typesIn("pipeline/").stream().filter(type -> type.endsWith("Filter")).toList();
    assertThat(filterRows().stream().map(row -> row.group(3))).hasSameElementsAs(builtIn);
  }

  @Test
  void theFilterTableSaysWhatIsRegistered() throws IOException {
    for (MatchResult row : filterRows()) {
      Filter filter = FilterRegistry.builtIn().find(Integer.parseInt(row.group(1))).orElseThrow();
      assertThat(filter.name()).isEqualTo(row.group(2));
      assertThat(filter.getClass().getSimpleName()).isEqualTo(row.group(3));
    }
  }

  private static List<MatchResult> filterRows() throws IOException {
    return FILTER_ROW.matcher(read(COVERAGE)).results().toList();
  }

  @Test
  void everyLinkBetweenDocumentsLeadsSomewhere() throws IOException {
    List<Path> documents = documents();
    assertThat(documents).hasSizeGreaterThanOrEqualTo(FEWEST_DOCUMENTS);
    for (Path document : documents) {
      LINK.matcher(Files.readString(document))
          .results()
          .map(link -> document.resolveSibling(link.group(1)))
          .forEach(target -> assertThat(target).as("a link in " + document).exists());
    }
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(root);
        Stream<Path> below = Files.walk(root.resolve("docs"))) {
      return Stream.concat(top, below).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }
}
