package io.hyperslab.storage;

import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Decides whether and where another file is opened that a file refers to.
///
/// The name comes from the file, so whoever wrote the file chose it. A resolver is what stands
/// between that name and the rest of the machine. Implementations are safe for use by any number of
/// threads at once.
@FunctionalInterface
public interface FileResolver {
  /// What the other file is for.
  enum Kind {
    /// An HDF5 file that an external link leads into.
    EXTERNAL_LINK("external link"),
    /// A file without structure that holds raw data of a contiguous dataset.
    EXTERNAL_RAW_DATA("external raw data"),
    /// An HDF5 file that holds a part of a virtual dataset.
    VIRTUAL_SOURCE("virtual dataset source");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    /// Words for error messages.
    public String description() {
      return description;
    }
  }

  /// A reference to another file.
  ///
  /// @param kind what the other file is for
  /// @param referringFile the path of the file that refers to it; empty when that is not a file
  /// @param name the other file's name as stored; anything that can be written into a file
  record Request(Kind kind, Optional<Path> referringFile, String name) {
    /// Nothing may be null.
    public Request {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(referringFile, "referringFile");
      Objects.requireNonNull(name, "name");
    }
  }

  /// Opens the other file; the caller closes it.
  ///
  /// @throws ExternalFileException if there is no such file, or this resolver does not open it;
  ///   [ExternalFileException#found()] says which
  /// @throws IOException if it is there, may be opened, and the medium fails
  Storage open(Request request) throws IOException;

  /// Opens the other file to be changed: elements of a virtual dataset are written to its sources.
  /// The caller takes a [FileGuard] for it before it reads, which must cover it, and closes it.
  ///
  /// A resolver that is a function refuses. Those of the library open the file that [#open] opens:
  /// whoever opens a file for writing is taken to mean what it is made of; see [#readOnly()].
  ///
  /// @throws ExternalFileException as for [#open], or if this resolver or the system does not let
  ///   the file be changed
  /// @throws IOException if it is there, may be changed, and the medium fails
  default WritableStorage openForWriting(Request request) throws IOException {
    throw SearchingResolver.refusal(
        request, "which the resolver opens for reading only", "one that it opens for writing");
  }

  /// The same resolver, by which no other file is changed.
  default FileResolver readOnly() {
    return new ReadOnlyResolver(this);
  }

  /// Paths at which this resolver looks for the other file, in that order: whether or not there is
  /// anything, and whether or not it would open that. Whoever replaces one of these files may take
  /// away what the referring one needs.
  ///
  /// Of a resolver that is a function, the path of what it opens, if it opens anything.
  default List<Path> places(Request request) {
    try (Storage found = open(request)) {
      return found.path().stream().toList();
    } catch (Hdf5Exception | UncheckedIOException | IllegalArgumentException | IOException e) {
      return List.of(); // What does not open is not read through this resolver.
    }
  }

  /// Opens files in the directory of the referring file and below. This is the policy unless
  /// another is chosen.
  ///
  /// A relative name must stay in that directory, also after every symbolic link has been followed;
  /// of an absolute name only the last component counts. The directory is the one of the path that
  /// was opened; if that is a symbolic link, the one that it leads to is tried next. What is opened
  /// is a regular file.
  static FileResolver beside() {
    return SearchingResolver.beside();
  }

  /// Opens nothing.
  static FileResolver none() {
    return SearchingResolver.none();
  }

  /// Opens files in some directories and below, however they are named: an absolute name, a name
  /// relative to one of the directories, or relative to the referring file. Symbolic links are
  /// followed first, and must lead into one of the directories.
  ///
  /// @param directories those that files may come from, in the order in which names are looked for
  static FileResolver within(Path... directories) {
    return SearchingResolver.within(List.of(directories));
  }

  /// Opens any file that libhdf5 would find, in its order: an absolute name as it is, then its last
  /// component; the directories in the environment variable `HDF5_EXT_PREFIX` (external links),
  /// `HDF5_VDS_PREFIX` (virtual sources) or `HDF5_EXTFILE_PREFIX` (raw data); beside the referring
  /// file, though for raw data only after the next; the current directory; beside the file that the
  /// referring path leads to. **For files from trusted sources only**: it lets a file name every
  /// other one that the process may read.
  static FileResolver anywhere() {
    return SearchingResolver.anywhere(System.getenv());
  }

  /// Asks this resolver and, when it refuses or finds nothing, another.
  ///
  /// @param next asked second; its exception is the one thrown, with this one's suppressed in it
  default FileResolver orElse(FileResolver next) {
    return new TwoResolvers(this, next);
  }
}
