package io.hyperslab.conformance.tools;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The input files of the cases of one program: those of HDF5's own tests, which are in the corpus
/// in part. A folder with the sources of HDF5 1.10.8, where there is one, has the others.
final class CaseInputs {
  /// The system property that names the corpus's folder.
  static final String CORPUS = "hyperslab.corpus";

  /// The system property that names the folder of HDF5's sources.
  static final String SOURCES = "hyperslab.hdf5.sources";

  private static final Path IN_CORPUS = Path.of("files", "hdf5-1.10.8");
  private static final List<String> PROGRAMS =
      List.of(
          "h5copy",
          "h5diff",
          "h5dump",
          "h5format_convert",
          "h5import",
          "h5jam",
          "h5ls",
          "h5repack",
          "h5stat",
          "misc");

  private final Map<String, Path> found = new HashMap<>();
  private final Set<String> onlyInSources = new HashSet<>();

  private CaseInputs() {}

  /// The files for a program; those of its own tests hide others of the same name. Empty if there
  /// is no corpus.
  static Optional<CaseInputs> find(String program) throws IOException {
    String corpus = System.getProperty(CORPUS);
    if (corpus == null || !Files.isDirectory(Path.of(corpus).resolve(IN_CORPUS))) {
      return Optional.empty();
    }
    CaseInputs inputs = new CaseInputs();
    inputs.add(program, Path.of(corpus).resolve(IN_CORPUS));
    String sources = System.getProperty(SOURCES);
    if (sources != null && Files.isDirectory(Path.of(sources))) {
      Set<String> inCorpus = Set.copyOf(inputs.found.keySet());
      inputs.add(program, Path.of(sources));
      inputs.onlyInSources.addAll(inputs.found.keySet());
      inputs.onlyInSources.removeAll(inCorpus);
    }
    return Optional.of(inputs);
  }

  private void add(String program, Path root) throws IOException {
    List<Path> folders = new ArrayList<>();
    folders.add(root.resolve(Path.of("tools", "test", program, "testfiles")));
    folders.add(root.resolve(Path.of("tools", "testfiles")));
    for (String other : PROGRAMS) {
      folders.add(root.resolve(Path.of("tools", "test", other, "testfiles")));
    }
    folders.add(root.resolve(Path.of("tools", "testfiles", "vds")));
    folders.add(root.resolve("test"));
    folders.add(root.resolve(Path.of("test", "testfiles")));
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
          files.forEach(file -> found.putIfAbsent(file.getFileName().toString(), file));
        }
      }
    }
  }

  /// The names that a scenario needs, of files that are known.
  ///
  /// @throws IllegalStateException if one is not in the corpus and the cases do not say so
  Set<String> names(Scenario scenario) {
    Set<String> names = new TreeSet<>();
    for (String glob : scenario.files()) {
      found.keySet().stream().filter(pattern(glob)).forEach(names::add);
    }
    for (ToolCase call : scenario.calls()) {
      for (String argument : call.arguments()) {
        addNamed(argument, names);
      }
    }
    for (String name : names) {
      if (onlyInSources.contains(name) && !scenario.elsewhere().contains(name)) {
        throw new IllegalStateException("not in the corpus, nor under 'elsewhere:': " + name);
      }
    }
    return names;
  }

  /// A name in the calls of a scenario that is not there; empty if all are.
  Optional<String> missing(Scenario scenario) {
    return scenario.elsewhere().stream()
        .filter(name -> !found.containsKey(name))
        .filter(name -> isNamed(name, scenario))
        .findFirst();
  }

  private static boolean isNamed(String name, Scenario scenario) {
    return scenario.calls().stream()
        .flatMap(call -> call.arguments().stream())
        .anyMatch(argument -> candidates(argument).stream().anyMatch(name::equals));
  }

  private void addNamed(String argument, Set<String> names) {
    for (String candidate : candidates(argument)) {
      if (candidate.contains("%")) {
        String glob = candidate.replaceAll("%[0-9]*[du]", "[0-9]*").replace("%s", "*");
        found.keySet().stream().filter(pattern(glob)).forEach(names::add);
      } else if (found.containsKey(candidate)) {
        names.add(candidate);
      }
    }
  }

  /// What of an argument may be the name of a file.
  private static List<String> candidates(String argument) {
    List<String> candidates = new ArrayList<>(List.of(argument));
    int equals = argument.indexOf('=');
    if (argument.startsWith("-") && equals > 0) {
      candidates.add(argument.substring(equals + 1));
    } else if (argument.startsWith("-") && argument.length() > 2) {
      candidates.add(argument.substring(2));
    }
    for (String word : argument.split("[/\\s,;]+", -1)) {
      candidates.add(word);
    }
    return candidates;
  }

  private static Predicate<String> pattern(String glob) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return name -> matcher.matches(Path.of(name));
  }

  /// Copies files into a folder, where they can be written to.
  void copy(Set<String> names, Path folder) throws IOException {
    for (String name : names) {
      Path copy = folder.resolve(name);
      Files.copy(
          found.get(name),
          copy,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
      if (!copy.toFile().setWritable(true)) {
        throw new AccessDeniedException(copy.toString());
      }
    }
  }
}
