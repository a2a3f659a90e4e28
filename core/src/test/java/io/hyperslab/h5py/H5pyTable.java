package io.hyperslab.h5py;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The last section of `docs/H5PY.md`: every test of h5py, and which test of ours asserts the same,
/// or why none does. Made from the annotations of our tests and from `not-ported.tsv`; written by
/// `java ... io.hyperslab.h5py.H5pyTable` with the project's folder as its argument, and compared
/// by [H5pyTableTest].
final class H5pyTable {
  static final String DOCUMENT = "docs/H5PY.md";
  static final String START = "<!-- The tests, generated: see H5pyTable. -->\n";

  private final Path root;

  H5pyTable(Path root) {
    this.root = root;
  }

  /// Replaces the section in the document.
  public static void main(String[] arguments) throws IOException {
    var table = new H5pyTable(Path.of(arguments[0]).toAbsolutePath().normalize());
    Path document = table.root.resolve(DOCUMENT);
    String text = Files.readString(document);
    Files.writeString(document, text.substring(0, text.indexOf(START)) + table.text());
  }

  /// The names of h5py's tests, in the order of its files.
  static List<String> names() throws IOException {
    return resource("tests-3.16.0.txt").lines().toList();
  }

  /// The reason by name, for those that have no counterpart.
  static Map<String, String> notPorted() throws IOException {
    return resource("not-ported.tsv")
        .lines()
        .map(line -> line.split("\t", -1))
        .collect(Collectors.toMap(columns -> columns[0], columns -> columns[1]));
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = H5pyTable.class.getResourceAsStream("/h5py/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// What our tests say, by the name of h5py's test.
  Map<String, List<PortedTest>> ported() throws IOException {
    List<PortedTest> all = new ArrayList<>();
    for (Path source : testSources()) {
      all.addAll(PortedTest.in(root.relativize(source), Files.readString(source)));
    }
    return all.stream()
        .collect(Collectors.groupingBy(PortedTest::name, TreeMap::new, Collectors.toList()));
  }

  private List<Path> testSources() throws IOException {
    try (Stream<Path> files = Files.walk(root, 32)) {
      return files.filter(H5pyTable::isTestSource).sorted().toList();
    }
  }

  private static boolean isTestSource(Path file) {
    String name = file.toString().replace('\\', '/');
    return name.endsWith(".java") && name.contains("/src/test/java/");
  }

  /// The section, from its first line on.
  String text() throws IOException {
    Map<String, List<PortedTest>> ported = ported();
    Map<String, String> notPorted = notPorted();
    Map<String, List<String>> modules =
        names().stream()
            .collect(
                Collectors.groupingBy(
                    name -> name.substring(0, name.indexOf("::")),
                    LinkedHashMap::new,
                    Collectors.toList()));
    var text = new StringBuilder(START).append(summary(ported, notPorted));
    modules.forEach((module, names) -> {
      text.append("\n### ").append(module).append("\n\n| h5py | Hyperslab | |\n|---|---|---|\n");
      names.forEach(
          name -> text.append(row(name, ported.getOrDefault(name, List.of()), notPorted)));
    });
    return text.toString();
  }

  private static String summary(
      Map<String, List<PortedTest>> ported, Map<String, String> notPorted) {
    long different =
        ported.values().stream()
            .filter(tests -> tests.stream().anyMatch(test -> !test.differs().isEmpty()))
            .count();
    return String.join(
        "",
        "\nOf the %d test functions of h5py 3.16.0, %d are carried over with the same result and %d "
            .formatted(ported.size() + notPorted.size(), ported.size() - different, different),
        "with a\ndeliberately different one; %d have no counterpart on the JVM.\n"
            .formatted(notPorted.size()));
  }

  private static String row(String name, List<PortedTest> ported, Map<String, String> notPorted) {
    String tests = ported.stream().map(H5pyTable::link).collect(Collectors.joining(", "));
    String differs =
        ported.stream()
            .map(PortedTest::differs)
            .filter(text -> !text.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    String remark =
        ported.isEmpty()
            ? "not applicable: " + notPorted.get(name)
            : differs.isEmpty() ? "same" : "different: " + differs;
    return "| `%s` | %s | %s |\n"
        .formatted(name.substring(name.indexOf("::") + 2), tests, remark.replace("|", "\\|"));
  }

  private static String link(PortedTest test) {
    String path = test.source().toString().replace('\\', '/');
    return "[%s](../%s)".formatted(test.method(), path);
  }
}
