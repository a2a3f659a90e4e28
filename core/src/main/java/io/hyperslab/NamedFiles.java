package io.hyperslab;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.layout.SourceName;
import io.hyperslab.internal.model.FileSettings;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.FileResolver.Kind;
import io.hyperslab.storage.FileResolver.Request;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds the files that names in other files may lead to: those that the file's own resolver would
/// open, those that libhdf5 would open here and now, and those beside the referring file, since
/// files that belong together are moved together.
///
/// A name is what somebody wrote into a file. So nothing is opened here by the resolvers of the
/// library, and no name, however long or strange, is an error.
final class NamedFiles {
  private static final FileResolver BESIDE = FileResolver.beside();
  private static final FileResolver LIBRARY = FileResolver.anywhere();

  private final FileSettings settings;

  /// What lies in directories that were looked into.
  private final Map<Path, NavigableSet<String>> listings = new HashMap<>();

  /// @param settings of the file that was opened first
  NamedFiles(FileSettings settings) {
    this.settings = settings;
  }

  /// A file that is there.
  ///
  /// @param path absolute, as it was looked for; several may lead to one file
  /// @param isNear whether it was found by the file's own resolver or beside the referring file,
  ///   and not only as libhdf5 finds it
  record Found(Path path, boolean isNear) {}

  /// The files that are there; none twice by the same path.
  ///
  /// @throws IOException if a directory cannot be read
  Collection<Found> of(Request request) throws IOException {
    Map<Path, Found> files = new LinkedHashMap<>();
    addFiles(request, files);
    if (request.kind() == Kind.VIRTUAL_SOURCE && request.name().indexOf('%') >= 0) {
      addSources(request, files);
    }
    return files.values();
  }

  /// Takes a name as it stands.
  private void addFiles(Request request, Map<Path, Found> files) {
    for (Path place : placesOf(request)) {
      if (Files.isRegularFile(place)) {
        Path path = place.toAbsolutePath();
        files.put(path, new Found(path, true));
      }
    }
    LIBRARY.places(request).stream()
        .filter(Files::isRegularFile)
        .findFirst() // What else has the name is not looked at.
        .map(Path::toAbsolutePath)
        .ifPresent(path -> files.putIfAbsent(path, new Found(path, false)));
  }

  /// Where files of a name may be, in whatever order.
  private Collection<Path> placesOf(Request request) {
    Set<Path> places = new LinkedHashSet<>(settings.resolver().places(request));
    places.addAll(BESIDE.places(request));
    last(request).ifPresent(name -> places.addAll(BESIDE.places(name)));
    return places;
  }

  /// The same request for the last component of its name.
  private static Optional<Request> last(Request request) {
    return path(request.name()).map(Path::getFileName).map(last -> named(request, last.toString()));
  }

  private static Request named(Request request, String name) {
    return new Request(request.kind(), request.referringFile(), name);
  }

  private static Optional<Path> path(String name) {
    try {
      return Optional.of(Path.of(name));
    } catch (InvalidPathException e) {
      return Optional.empty(); // No file has such a name.
    }
  }

  /// Takes a name in which percent signs have a meaning; see [SourceName].
  private void addSources(Request request, Map<Path, Found> files) throws IOException {
    SourceName name = new SourceName(request.name());
    String first;
    try {
      first = name.forBlock(0);
    } catch (MalformedFileException e) {
      return; // Nobody reads through such a name.
    }
    if (!name.isPattern()) {
      addFiles(named(request, first), files);
      return;
    }
    long missing = 0;
    for (long block = 0; missing <= settings.virtualEnd().gap() && block < most(); block++) {
      int before = files.size();
      addFiles(named(request, name.forBlock(block)), files);
      missing = files.size() > before ? 0 : missing + 1;
    }
    for (long block : listedBlocks(request)) {
      addFiles(named(request, name.forBlock(block)), files);
    }
  }

  /// How many sources a read looks for.
  private long most() {
    return settings.limits().virtualSources();
  }

  /// The blocks that some file or directory is named for, behind gaps too.
  private Set<Long> listedBlocks(Request request) throws IOException {
    Set<Long> blocks = new TreeSet<>();
    Optional<Path> path = path(request.name());
    if (path.isEmpty()) {
      return blocks;
    }
    // A number is the same throughout a name. So its first occurrence tells all, and the last
    // component, which is also looked for without what is before it.
    Path leading = path.get().getRoot();
    for (Path each : path.get()) {
      SourceName name = new SourceName(each.toString());
      if (name.isPattern()) {
        Path pattern = leading == null ? each : leading.resolve(each);
        addBlocks(named(request, pattern.toString()), each.toString(), blocks);
        break;
      }
      Path component = Path.of(name.forBlock(0));
      leading = leading == null ? component : leading.resolve(component);
    }
    Path last = path.get().getFileName();
    if (last != null && new SourceName(last.toString()).isPattern()) {
      addBlocks(named(request, last.toString()), last.toString(), blocks);
    }
    return blocks;
  }

  private void addBlocks(Request request, String component, Set<Long> blocks) throws IOException {
    SourceName pattern = new SourceName(component);
    String start = pattern.beforeBlock();
    Set<Path> places = new LinkedHashSet<>(placesOf(request));
    places.addAll(LIBRARY.places(request));
    for (Path place : places) {
      Path folder = place.toAbsolutePath().getParent();
      for (String name : folder == null ? List.<String>of() : names(folder).tailSet(start, true)) {
        if (!name.startsWith(start)) {
          break;
        }
        pattern.blockOf(name).ifPresent(blocks::add);
      }
    }
  }

  /// The names in a directory that may have a number in them; none if it is no directory.
  private NavigableSet<String> names(Path folder) throws IOException {
    NavigableSet<String> known = listings.get(folder);
    if (known != null) {
      return known;
    }
    if (!Files.isDirectory(folder)) {
      return Collections.emptyNavigableSet();
    }
    NavigableSet<String> names = new TreeSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        String name = String.valueOf(file.getFileName());
        if (name.chars().anyMatch(c -> c >= '0' && c <= '9')) {
          names.add(name);
        }
      }
    } catch (AccessDeniedException | NoSuchFileException | NotDirectoryException e) {
      // Not to be listed: what is in it was found as far as it is numbered without a gap.
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    listings.put(folder, names);
    return names;
  }
}
