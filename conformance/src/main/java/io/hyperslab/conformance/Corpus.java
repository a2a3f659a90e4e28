package io.hyperslab.conformance;

import io.hyperslab.cli.digest.FileDigest.Driver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The files that the library is measured by, and what the reference says is in them.
///
/// The corpus is not part of this repository. Its folder holds two parts, each with `files`,
/// `golden` and `manifest.tsv`: the folder itself, and `hdf5-2.0` in it.
final class Corpus {
  /// The system property that names the corpus's folder.
  static final String PROPERTY = "hyperslab.corpus";

  private static final List<String> PARTS = List.of("", "hdf5-2.0");
  private static final String FILES = "files";
  private static final String GOLDEN_SUFFIX = ".json";

  private final Path folder;

  private Corpus(Path folder) {
    this.folder = folder;
  }

  /// The corpus in the folder that the system property names; empty if there is none.
  static Optional<Corpus> find() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).flatMap(Corpus::in);
  }

  /// The corpus in a folder; empty if there is none.
  static Optional<Corpus> in(Path folder) {
    return Files.isRegularFile(folder.resolve("manifest.tsv"))
        ? Optional.of(new Corpus(folder))
        : Optional.empty();
  }

  /// Where it is.
  Path folder() {
    return folder;
  }

  /// One file, or one set of files that the drivers of several files make.
  ///
  /// @param name its path in the corpus, of a set its pattern
  /// @param location where it is
  /// @param driver how its bytes are found
  /// @param tags what is in it
  /// @param golden the reference's digest, if there is one
  record Entry(String name, Path location, Driver driver, Set<String> tags, Optional<Path> golden) {
    /// Whether a clean refusal is as good as a clean read.
    boolean isHostile() {
      return tags.contains("corrupt") || tags.contains("fuzz");
    }
  }

  /// All files and sets, ordered by name.
  List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String part : PARTS) {
      Path home = folder.resolve(part);
      if (Files.isDirectory(home)) {
        entries.addAll(new Part(part.isEmpty() ? "" : part + "/", home).entries());
      }
    }
    entries.sort((x, y) -> x.name().compareTo(y.name()));
    return entries;
  }

  /// The single files that can be opened at all, with their sizes.
  List<Path> wellFormed(long largest) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Entry entry : entries()) {
      if (entry.driver() == Driver.SEC2
          && !entry.isHostile()
          && entry.tags().contains("opens")
          && Files.size(entry.location()) <= largest) {
        files.add(entry.location());
      }
    }
    return files;
  }

  /// Copies all files to another folder.
  void copyTo(Path target) throws IOException {
    for (String part : PARTS) {
      Path files = folder.resolve(part, FILES);
      if (Files.isDirectory(files)) {
        copy(files, target.resolve(part, FILES));
      }
    }
  }

  /// Where the copy of an entry's file is.
  ///
  /// @param target the folder that the files were copied to
  Path copyOf(Entry entry, Path target) {
    return target.resolve(folder.relativize(entry.location()));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path copy = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          copyFile(path, copy);
        }
      }
    }
  }

  /// Makes a copy that can be written to, as the original need not be.
  static void copyFile(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    if (!Files.isWritable(to) && !to.toFile().setWritable(true)) {
      throw new AccessDeniedException(to.toString());
    }
  }

  private record Part(String prefix, Path home) {
    List<Entry> entries() throws IOException {
      List<Entry> entries = new ArrayList<>();
      Map<String, Set<String>> tags = tags();
      Set<String> single = new HashSet<>();
      for (Map.Entry<String, Set<String>> file : tags.entrySet()) {
        Path location = home.resolve(FILES, file.getKey());
        if (Files.isRegularFile(location)) {
          single.add(file.getKey());
          entries.add(entry(file.getKey(), location, Driver.SEC2, file.getValue()));
        }
      }
      Path goldens = home.resolve("golden");
      try (Stream<Path> all = Files.walk(goldens)) {
        for (Path golden : all.filter(p -> p.toString().endsWith(GOLDEN_SUFFIX)).toList()) {
          String name = goldens.relativize(golden).toString();
          name = name.substring(0, name.length() - GOLDEN_SUFFIX.length());
          if (!single.contains(name)) {
            Path location = home.resolve(FILES, name);
            entries.add(entry(name, location, driver(location), Set.of()));
          }
        }
      }
      return entries;
    }

    private Entry entry(String name, Path location, Driver driver, Set<String> tags) {
      Path golden = home.resolve("golden", name + GOLDEN_SUFFIX);
      return new Entry(
          prefix + name,
          location,
          driver,
          tags,
          Files.isRegularFile(golden) ? Optional.of(golden) : Optional.empty());
    }

    private Map<String, Set<String>> tags() throws IOException {
      Map<String, Set<String>> tags = new HashMap<>();
      List<String> lines = Files.readAllLines(home.resolve("manifest.tsv"), StandardCharsets.UTF_8);
      int column = List.of(lines.getFirst().split("\t")).indexOf("tags");
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split("\t", -1);
        tags.put(cells[0], Set.of(cells[column].split(" ")));
      }
      return tags;
    }

    private static Driver driver(Path pattern) {
      if (pattern.toString().contains("%")) {
        return Driver.FAMILY;
      }
      return Files.exists(pattern.resolveSibling(pattern.getFileName() + "-s.h5"))
          ? Driver.MULTI
          : Driver.SPLIT;
    }
  }
}
