package io.hyperslab.cli.tool;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// The other files that objects of an HDF5 file have their elements in: raw data that lies outside,
/// sources of virtual datasets, what external links lead to, and what those need in turn. Whoever
/// reads the objects must not write to them.
public final class SourceFiles {
  private static final Pattern CONVERSION = Pattern.compile("%[%b]");

  private final InputFiles files = new InputFiles();
  private final Deque<Path> open = new ArrayDeque<>();
  private final Set<Path> seen = new HashSet<>();

  private SourceFiles() {}

  /// Whether objects need a file.
  ///
  /// @param file the one that the objects are in, as it was opened
  /// @param start an object; of a group, all below it
  /// @param wanted a file, which need not exist
  /// @throws IOException if it cannot be found out which file that is
  public static boolean contain(Path file, Hdf5Object start, Path wanted) throws IOException {
    if (!Files.isRegularFile(wanted)) {
      return false; // what is not there holds nothing, and what is no regular file is not replaced
    }
    SourceFiles sources = new SourceFiles();
    sources.take(file, start);
    while (!sources.open.isEmpty()) {
      sources.takeFile(sources.open.remove());
    }
    return sources.files.contains(wanted);
  }

  /// Refuses to replace what is read.
  ///
  /// @param file the one that the objects are in, as it was opened
  /// @param start an object; of a group, all below it
  /// @param output a file that is to be written; need not exist
  /// @throws FileAlreadyExistsException if it is that file, or one that the objects need
  public static void requireOther(Path file, Hdf5Object start, Path output) throws IOException {
    if (isSame(file, output)) {
      throw new FileAlreadyExistsException(
          output.toString(), null, "is the file that is read, which is not replaced");
    }
    requireUnneeded(file, start, output);
  }

  /// Refuses to replace a file that others need; the one that is read may be replaced.
  ///
  /// @param file the one that the objects are in, as it was opened
  /// @param start an object; of a group, all below it
  /// @param output a file that is to be written; need not exist
  /// @throws FileAlreadyExistsException if it is one that the objects need
  public static void requireUnneeded(Path file, Hdf5Object start, Path output) throws IOException {
    if (!isSame(file, output) && contain(file, start, output)) {
      throw new FileAlreadyExistsException(
          output.toString(), null, "holds data of what is read, and is not replaced");
    }
  }

  private static boolean isSame(Path file, Path output) throws IOException {
    return Files.exists(file) && Files.exists(output) && Files.isSameFile(file, output);
  }

  private void takeFile(Path path) {
    try (Hdf5File file = Hdf5File.open(path)) {
      take(path, file.root());
    } catch (IOException | UncheckedIOException | Hdf5Exception e) {
      // It is one of the files all the same; nothing can be read through it.
    }
  }

  private void take(Path file, Hdf5Object start) {
    Visitor visitor = new Visitor(file);
    if (start instanceof Group group) {
      new FileWalk(visitor).from(group);
    } else {
      visitor.object(start.path(), start);
    }
  }

  /// Takes what a file names, wherever it may be looked for.
  ///
  /// @param isHdf5 whether it may need files in turn
  private void add(Path referring, String name, boolean isHdf5) throws IOException {
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      return; // no file has such a name
    }
    Path last = path.getFileName();
    if (last == null) {
      return;
    }
    addAll(referring.toAbsolutePath().resolveSibling(path), isHdf5);
    addAll(referring.toAbsolutePath().resolveSibling(last), isHdf5);
    if (Files.exists(referring)) {
      addAll(referring.toRealPath().resolveSibling(path), isHdf5);
      addAll(referring.toRealPath().resolveSibling(last), isHdf5);
    }
  }

  /// Takes a file; in the last component of a path, `%b` stands for any number.
  private void addAll(Path path, boolean isHdf5) throws IOException {
    addOne(path, isHdf5);
    Path folder = path.getParent();
    String name = String.valueOf(path.getFileName());
    if (name.indexOf('%') < 0 || folder == null || !Files.isDirectory(folder)) {
      return;
    }
    Pattern pattern =
        Pattern.compile(
            CONVERSION
                .matcher(Pattern.quote(name))
                .replaceAll(found -> found.group().equals("%%") ? "%" : "\\\\E\\\\d+\\\\Q"));
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            folder, file -> pattern.matcher(String.valueOf(file.getFileName())).matches())) {
      for (Path file : all) {
        addOne(file, isHdf5);
      }
    }
  }

  private void addOne(Path file, boolean isHdf5) throws IOException {
    files.add(file);
    if (isHdf5 && Files.isRegularFile(file) && seen.add(file.toRealPath())) {
      open.add(file);
    }
  }

  /// Takes what one file names. What cannot be read leads nowhere.
  private final class Visitor implements FileWalk.Visitor {
    private final Path file;

    Visitor(Path file) {
      this.file = file;
    }

    @Override
    public void object(String path, Hdf5Object object) {
      if (!(object instanceof Dataset dataset)) {
        return;
      }
      try {
        dataset.externalSegments().forEach(segment -> name(segment.file(), false));
        dataset.virtualSources().forEach(source -> name(source.file(), true));
      } catch (Hdf5Exception | UncheckedIOException e) {
        // Not readable: needs nothing.
      }
    }

    @Override
    public void link(String path, Group parent, Link link) {
      if (link instanceof Link.External external) {
        name(external.file(), true);
      }
    }

    private void name(String name, boolean isHdf5) {
      try {
        add(file, name, isHdf5);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void repeated(String path, Link.Hard link, String first) {
      // It was looked at.
    }

    @Override
    public void unopened(String path, RuntimeException failure) {
      // Not readable: needs nothing.
    }

    @Override
    public void unlisted(String path, RuntimeException failure) {
      // Not readable: needs nothing.
    }
  }
}
