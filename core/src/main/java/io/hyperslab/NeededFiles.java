package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.model.FileSettings;
import io.hyperslab.storage.FileResolver.Kind;
import io.hyperslab.storage.FileResolver.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The other files that objects need: those with their external raw data, those with sources of
/// virtual datasets, those that external links lead to, and what those need in turn; of a family or
/// a pair of files that the objects are in, all of these. Whoever replaces one takes away elements
/// of the objects, or what they lead to.
///
/// ```java
/// NeededFiles.requireUnneeded(file, output); // the file itself may be replaced
/// Files.copy(picture, output, StandardCopyOption.REPLACE_EXISTING);
/// ```
///
/// A file counts if it is there, wherever its name may be looked for: by the file's own
/// [io.hyperslab.storage.FileResolver], by libhdf5 with the environment that this process has, and
/// beside the file that names it. So there may be more than a read would open. What is not sound,
/// or not to be read by this process, needs nothing.
///
/// It takes a walk through all objects, and one through those of each HDF5 file that is found by
/// the resolver or beside the referring file, in turn. Those that libhdf5 alone would find count,
/// and are not opened.
public final class NeededFiles {
  private final List<Path> paths;

  private NeededFiles(Collection<Path> paths) {
    this.paths = List.copyOf(paths);
  }

  /// What a whole file needs.
  ///
  /// @throws IOException if it cannot be found out which files there are
  public static NeededFiles of(Hdf5File file) throws IOException {
    Search search = new Search(file);
    Optional<Group> root = root(file);
    if (root.isPresent()) {
      search.run(root.get());
    }
    return new NeededFiles(search.found);
  }

  private static Optional<Group> root(Hdf5File file) throws IOException {
    try {
      return Optional.of(file.root());
    } catch (Hdf5Exception e) {
      return Optional.empty(); // What is not sound needs nothing.
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// What an object needs; a group, what all below it needs.
  ///
  /// @throws IOException if it cannot be found out which files there are
  public static NeededFiles of(Hdf5Object object) throws IOException {
    Search search = new Search(object.file());
    search.run(object);
    return new NeededFiles(search.found);
  }

  /// The files, in the order in which they are met, each once: without symbolic links, and without
  /// the one that the objects are in, unless that is one of several.
  public List<Path> paths() {
    return paths;
  }

  /// Whether a path leads to one of the files, by whatever name: symbolic and hard links to one are
  /// the same file.
  ///
  /// @param file need not exist
  /// @throws IOException if it cannot be found out which file it is
  public boolean contains(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    for (Path path : paths) {
      if (Files.exists(path) && Files.isSameFile(path, file)) {
        return true;
      }
    }
    return false;
  }

  /// Refuses to replace a file that another one needs. That one itself may be replaced, unless it
  /// is one of several. Where there is no regular file to replace, nothing is walked through.
  ///
  /// @param file the one whose elements are to stay
  /// @param output the one that is to be replaced; need not exist
  /// @throws FileAlreadyExistsException if the file needs it
  /// @throws IOException if it cannot be found out which files there are
  public static void requireUnneeded(Hdf5File file, Path output) throws IOException {
    if (Files.isRegularFile(output) && !isWhole(file, output) && of(file).contains(output)) {
      throw new FileAlreadyExistsException(
          output.toString(), null, "holds data of what is read, and is not replaced");
    }
  }

  /// Whether a path leads to a file, all of it.
  static boolean isWhole(Hdf5File file, Path path) throws IOException {
    Optional<Path> whole = whole(file);
    return whole.isPresent() && Files.exists(path) && Files.isSameFile(whole.get(), path);
  }

  /// The path that leads to all of a file; empty if there is none, or there are several files. The
  /// path of a family is but a pattern, even if the family is one file.
  private static Optional<Path> whole(Hdf5File file) {
    return file.path().filter(path -> file.model().files().size() <= 1 && Files.exists(path));
  }

  private static final class Search {
    /// A file by what it is, and by where it was looked for: beside that it looks for others.
    private record Place(Path file, Path folder) {}

    private final Set<Path> found = new LinkedHashSet<>();
    private final Set<Place> entered = new HashSet<>();
    private final Deque<Path> toEnter = new ArrayDeque<>();
    private final Hdf5File start;
    private final FileSettings settings;
    private final NamedFiles files;
    private final Optional<Path> own;

    Search(Hdf5File start) throws IOException {
      this.start = start;
      settings = start.model().settings();
      files = new NamedFiles(settings);
      for (Path member : whole(start).isPresent() ? List.<Path>of() : start.model().files()) {
        if (Files.exists(member)) {
          found.add(member.toRealPath());
        }
      }
      Optional<Path> path = start.path().filter(Files::exists);
      own = path.isPresent() ? Optional.of(path.get().toRealPath()) : Optional.empty();
    }

    void run(Hdf5Object object) throws IOException {
      try {
        take(requests(object, start.path()));
        while (!toEnter.isEmpty()) {
          take(requests(toEnter.remove()));
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    private void take(Set<Request> requests) throws IOException {
      for (Request request : requests) {
        for (NamedFiles.Found file : files.of(request)) {
          take(file.path(), file.isNear() && request.kind() != Kind.EXTERNAL_RAW_DATA);
        }
      }
    }

    /// @param leadsOn whether the file may need others; one outside of where names of the first
    ///   file may lead is not opened
    private void take(Path file, boolean leadsOn) throws IOException {
      Path real = file.toRealPath();
      if (own.isPresent() && own.get().equals(real)) {
        return;
      }
      found.add(real);
      Path folder = file.getParent();
      if (leadsOn
          && folder != null
          && file.getFileSystem().equals(FileSystems.getDefault())
          && entered.add(new Place(real, folder.toRealPath()))) {
        toEnter.add(file);
      }
    }

    /// What another file names.
    private Set<Request> requests(Path path) throws IOException {
      OpenOptions options = OpenOptions.defaults().limits(settings.limits());
      try (Hdf5File file = FileRecovery.openDamaged(path, options)) {
        return requests(file.root(), Optional.of(path));
      } catch (AccessDeniedException | NoSuchFileException | Hdf5Exception e) {
        return Set.of(); // It is one of the files all the same; it leads no further.
      }
    }

    /// What an object names, and all below it.
    private static Set<Request> requests(Hdf5Object start, Optional<Path> referring) {
      Names names = new Names(referring);
      switch (start) {
        case Dataset dataset -> names.add(dataset);
        case Group group -> names.addAll(group);
        case NamedDatatype _ -> {}
      }
      return names.requests;
    }
  }

  /// What objects of one file name.
  private static final class Names {
    private final Set<Request> requests = new LinkedHashSet<>();
    private final Optional<Path> referring;

    Names(Optional<Path> referring) {
      this.referring = referring;
    }

    void addAll(Group group) {
      readable(() -> {
        GroupWalk walk = new GroupWalk(group);
        while (walk.hasNext()) {
          readable(() -> add(walk.next()));
        }
      });
    }

    private void add(GroupWalk.Visit visit) {
      if (visit.link() instanceof Link.External external) {
        add(Kind.EXTERNAL_LINK, external.file());
      }
      if (visit.object().orElse(null) instanceof Dataset dataset) {
        add(dataset);
      }
    }

    void add(Dataset dataset) {
      readable(() -> {
        for (ExternalSegment segment : dataset.externalSegments()) {
          add(Kind.EXTERNAL_RAW_DATA, segment.file());
        }
      });
      readable(() -> {
        for (VirtualSource source : dataset.virtualSources()) {
          add(Kind.VIRTUAL_SOURCE, source.file());
        }
      });
    }

    private void add(Kind kind, String name) {
      requests.add(new Request(kind, referring, name));
    }

    private static void readable(Runnable read) {
      try {
        read.run();
      } catch (Hdf5Exception e) {
        // Leads nowhere. Whoever reads the object is told of it.
      }
    }
  }
}
