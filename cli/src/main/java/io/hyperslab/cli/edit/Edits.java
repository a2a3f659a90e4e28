package io.hyperslab.cli.edit;

import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files that one call changes. Nothing is committed before [#commit()]; if that is never
/// called, closing leaves them as they were.
public final class Edits implements AutoCloseable {
  private final Map<Path, Hdf5File> open = new LinkedHashMap<>();
  private final List<Path> made = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private final boolean dry;
  private boolean committed;
  private String argument = "";

  /// @param dry whether nothing is to be committed: then no file is made
  public Edits(boolean dry) {
    this.dry = dry;
  }

  /// A file, open for writing. One that is asked for twice is opened once.
  ///
  /// @throws IOException if it cannot be read and written
  public Hdf5File file(Path path) throws IOException {
    return file(path, false);
  }

  /// A file, open for writing; made if there is none.
  public Hdf5File fileOrNew(Path path) throws IOException {
    return file(path, !Files.exists(path));
  }

  private Hdf5File file(Path path, boolean isNew) throws IOException {
    Path key = key(path);
    Hdf5File known = open.get(key);
    if (known != null) {
      return known;
    }
    Hdf5File file = isNew ? create(path) : Hdf5File.openReadWrite(path);
    open.put(key, file);
    return file;
  }

  /// The path that the file has, or will have once it is made, without links.
  private static Path key(Path path) throws IOException {
    if (Files.exists(path)) {
      return path.toRealPath();
    }
    Path absolute = path.toAbsolutePath();
    Path folder = absolute.getParent();
    return folder != null && Files.exists(folder)
        ? folder.toRealPath().resolve(absolute.getFileName())
        : absolute.normalize();
  }

  private Hdf5File create(Path path) throws IOException {
    if (dry) {
      return Hdf5File.createInMemory();
    }
    Hdf5File file = Hdf5File.createNew(path);
    made.add(path);
    return file;
  }

  /// Whether a path is one of the files that are open here.
  public boolean isOpen(Path path) throws IOException {
    return open.containsKey(key(path));
  }

  /// Says which argument is worked on.
  public void begin(String name) {
    argument = name;
  }

  /// The argument that is worked on.
  public String argument() {
    return argument;
  }

  /// Says what is done, such as `remove a.h5/x`.
  public void tell(String what) {
    done.add(what);
  }

  /// What is done.
  public List<String> done() {
    return List.copyOf(done);
  }

  /// Makes everything part of the files.
  ///
  /// @throws IOException if a medium fails
  public void commit() throws IOException {
    for (Hdf5File file : open.values()) {
      file.flush();
    }
    committed = true;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Hdf5File file : open.values()) {
      try {
        file.closeWithoutCommit();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (!committed) {
      for (Path path : made) {
        Files.deleteIfExists(path);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
