package io.hyperslab.storage;

import io.hyperslab.error.ExternalFileException;
import io.hyperslab.storage.FileResolver.Kind;
import io.hyperslab.storage.FileResolver.Request;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The resolvers that come with the library: each lists paths to try, and directories that what is
/// opened has to be in.
///
/// They guard against names in files, not against another process that swaps directories for
/// symbolic links between the check and the opening.
final class SearchingResolver implements FileResolver {
  private static final String ORIGIN = "${ORIGIN}";
  private static final int QUOTED_CHARACTERS = 200;

  /// Paths or directories for a request: those to try, or those to stay in.
  private interface Paths {
    List<Path> of(Request request, Path name);
  }

  private final Paths candidates;
  private final @Nullable Paths bounds;

  /// @param bounds directories that what is opened has to be in; null when any will do
  private SearchingResolver(Paths candidates, @Nullable Paths bounds) {
    this.candidates = candidates;
    this.bounds = bounds;
  }

  static FileResolver none() {
    return request -> {
      throw refusal(request, "which the resolver does not open", "no reference to another file");
    };
  }

  static FileResolver beside() {
    Paths homes = (request, name) -> homes(request);
    return new SearchingResolver(
        (request, name) -> resolved(homesOrRefusal(request), relative(request, name)), homes);
  }

  static FileResolver within(List<Path> directories) {
    return new SearchingResolver(
        (request, name) -> {
          Path relative = relative(request, name);
          List<Path> paths = new ArrayList<>();
          if (isRooted(name)) {
            paths.add(name);
          }
          paths.addAll(resolved(directories, relative));
          paths.addAll(resolved(homes(request), relative));
          return paths;
        },
        (request, name) -> directories);
  }

  static FileResolver anywhere(Map<String, String> environment) {
    return new SearchingResolver((request, name) -> searchOrder(request, name, environment), null);
  }

  private static List<Path> searchOrder(
      Request request, Path name, Map<String, String> environment) {
    Path relative = relative(request, name);
    List<Path> paths = new ArrayList<>();
    if (isRooted(name)) {
      paths.add(name);
    }
    paths.addAll(resolved(prefixes(request, environment), relative));
    List<Path> homes = resolved(homes(request), relative);
    if (request.kind() == Kind.EXTERNAL_RAW_DATA || homes.isEmpty()) {
      paths.add(relative);
      paths.addAll(homes);
    } else {
      paths.add(homes.getFirst());
      paths.add(relative);
      paths.addAll(homes.subList(1, homes.size()));
    }
    return paths;
  }

  @Override
  public Storage open(Request request) throws IOException {
    return Storage.file(find(request));
  }

  @Override
  public WritableStorage openForWriting(Request request) throws IOException {
    Path real = find(request);
    try {
      return WritableStorage.file(real);
    } catch (AccessDeniedException e) {
      throw refusal(request, "which may not be written", "a file that may be written");
    }
  }

  @Override
  public List<Path> places(Request request) {
    try {
      return candidates.of(request, path(request));
    } catch (ExternalFileException e) {
      return List.of(); // A name that is looked for nowhere.
    }
  }

  /// The file that a name leads to, after all symbolic links.
  private Path find(Request request) throws IOException {
    Path name = path(request);
    List<Path> allowed = bounds == null ? null : bounds.of(request, name);
    String reason = "which does not exist";
    for (Path candidate : candidates.of(request, name)) {
      if (allowed != null && isOutside(candidate.toAbsolutePath().normalize(), allowed)) {
        reason = "which is outside of the directories allowed";
      } else if (Files.exists(candidate)) {
        Path real = candidate.toRealPath();
        if (allowed != null && isOutside(real, real(allowed))) {
          reason = "which is a symbolic link that leads outside of the directories allowed";
        } else if (Files.isRegularFile(real)) {
          return real;
        } else {
          reason = "which is not a regular file";
        }
      }
    }
    throw refusal(request, reason, allowed == null ? "a file" : "a file in " + allowed);
  }

  private static boolean isOutside(Path path, List<Path> allowed) {
    return allowed.stream()
        .noneMatch(directory -> path.startsWith(directory.toAbsolutePath().normalize()));
  }

  private static List<Path> real(List<Path> directories) throws IOException {
    List<Path> real = new ArrayList<>();
    for (Path directory : directories) {
      real.add(Files.exists(directory) ? directory.toRealPath() : directory);
    }
    return real;
  }

  private static Path path(Request request) {
    if (request.name().isEmpty()) {
      throw refusal(request, "an empty name", "a name");
    }
    try {
      return Path.of(request.name());
    } catch (InvalidPathException e) {
      throw refusal(request, "which no file of this system can have", "a valid name");
    }
  }

  /// The name itself or, when it starts at a root, its last component.
  private static Path relative(Request request, Path name) {
    if (!isRooted(name)) {
      return name;
    }
    Path last = name.getFileName();
    if (last == null) {
      throw refusal(request, "which is a root directory", "a name");
    }
    return last;
  }

  private static boolean isRooted(Path name) {
    return name.getRoot() != null;
  }

  private static List<Path> resolved(List<Path> directories, Path name) {
    return directories.stream().map(directory -> directory.resolve(name)).toList();
  }

  /// The directory of the path by which the referring file was opened and, when another, the one
  /// where that file really is.
  private static List<Path> homes(Request request) {
    List<Path> homes = new ArrayList<>();
    request.referringFile().ifPresent(file -> addHomes(file, homes));
    return homes;
  }

  private static void addHomes(Path file, List<Path> homes) {
    Path opened = file.toAbsolutePath().getParent();
    if (opened == null) {
      return; // a root directory
    }
    homes.add(opened);
    try {
      Path real = file.toRealPath().getParent();
      if (real != null && !real.equals(opened)) {
        homes.add(real);
      }
    } catch (IOException e) {
      // The referring file was moved or removed since it was opened: then there is only one place.
    }
  }

  private static List<Path> homesOrRefusal(Request request) {
    List<Path> homes = homes(request);
    if (homes.isEmpty()) {
      throw refusal(
          request, "referred to by what is not a file", "a file beside the referring one");
    }
    return homes;
  }

  private static List<Path> prefixes(Request request, Map<String, String> environment) {
    String variable =
        switch (request.kind()) {
          case EXTERNAL_LINK -> "HDF5_EXT_PREFIX";
          case EXTERNAL_RAW_DATA -> "HDF5_EXTFILE_PREFIX";
          case VIRTUAL_SOURCE -> "HDF5_VDS_PREFIX";
        };
    List<Path> prefixes = new ArrayList<>();
    String value = environment.getOrDefault(variable, "");
    for (String prefix : value.split(Pattern.quote(File.pathSeparator), -1)) {
      if (prefix.startsWith(ORIGIN)) {
        String below = prefix.substring(ORIGIN.length()).replaceFirst("^[/\\\\]+", "");
        homes(request).stream().limit(1).forEach(home -> prefixes.add(home.resolve(below)));
      } else if (!prefix.isEmpty()) {
        addPrefix(prefix, prefixes);
      }
    }
    return prefixes;
  }

  private static void addPrefix(String prefix, List<Path> prefixes) {
    try {
      prefixes.add(Path.of(prefix));
    } catch (InvalidPathException e) {
      // No directory of this system has such a name, so nothing is in it.
    }
  }

  static ExternalFileException refusal(Request request, String reason, String expected) {
    String name = request.name().replaceAll("\\p{Cntrl}", "?");
    String shown =
        name.length() <= QUOTED_CHARACTERS ? name : name.substring(0, QUOTED_CHARACTERS) + "...";
    return new ExternalFileException(
        null,
        -1,
        "file of " + request.kind().description(),
        '"' + shown + "\", " + reason,
        expected);
  }
}
