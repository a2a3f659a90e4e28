package io.hyperslab;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.format.header.ObjectTimes;
import io.hyperslab.internal.model.ObjectModel;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// An object of a file: a [Group], a [Dataset] or a [NamedDatatype]. The three are all there are,
/// so a `switch` over them needs no default.
///
/// An object is a handle: it is usable from any number of threads as long as its file is open, and
/// any use after that is an [IllegalStateException]. Two handles are equal when they are of the
/// same open file and the same object, whatever path they were reached on.
public abstract sealed class Hdf5Object permits Group, Dataset, NamedDatatype {
  private final Hdf5File file;
  private final ObjectModel object;
  private final String path;

  Hdf5Object(Hdf5File file, ObjectModel object, String path) {
    this.file = file;
    this.object = object;
    this.path = path;
  }

  /// The file that the object lives in; another one than asked for when an external link was
  /// followed.
  public final Hdf5File file() {
    return file;
  }

  /// The absolute path on which this handle reached the object. An object may have many paths; one
  /// that a reference led to has the form `<object at 0xADDRESS>`.
  public final String path() {
    return path;
  }

  /// The last name of the path; `/` for the root group.
  public final String name() {
    int slash = path.lastIndexOf('/');
    return slash < 0 || path.length() == 1 ? path : path.substring(slash + 1);
  }

  /// Whether the object can still be used: its file is open, and it has not been deleted.
  public final boolean exists() {
    return object.file().isOpen() && file.guarded(path, object::isPresent);
  }

  /// The group that this object's path leads through last; of the root group itself.
  ///
  /// @throws io.hyperslab.error.NoSuchObjectException if the path is none, as where a reference led
  ///   here, or leads there no more
  public final Group parent() {
    if (!path.startsWith("/")) {
      throw new NoSuchObjectException("object", address(), "path", path, "one that begins with /")
          .inFile(file.name());
    }
    int slash = path.lastIndexOf('/');
    return slash == 0 ? file.root() : file.group(path.substring(0, slash));
  }

  /// What kind of object this is.
  public final Kind kind() {
    return switch (this) {
      case Group _ -> Kind.GROUP;
      case Dataset _ -> Kind.DATASET;
      case NamedDatatype _ -> Kind.NAMED_DATATYPE;
    };
  }

  /// The kinds of objects.
  public enum Kind {
    /// A [Group].
    GROUP,
    /// A [Dataset].
    DATASET,
    /// A [NamedDatatype].
    NAMED_DATATYPE
  }

  /// The address of the object's header, in bytes from the file's base address; an unsigned number.
  /// It names the object within its file.
  public final long address() {
    return file.model().storedAddress(object.address());
  }

  /// The number of hard links that lead to the object, as stored.
  public final long linkCount() {
    return guarded(object::linkCount);
  }

  /// The comment stored with the object.
  public final Optional<String> comment() {
    return guarded(object::comment);
  }

  /// When the object was last modified, if the file records it.
  public final Optional<Instant> modificationTime() {
    return guarded(object::modificationTime);
  }

  /// The times that the object's header keeps, if it does. Headers of version 1 have no room for
  /// them; a single time beside them is [#modificationTime()] only.
  public final Optional<Times> headerTimes() {
    return guarded(() -> object.header().times()).map(Times::of);
  }

  /// When an object was touched, to the second (`FMT4 IV.A.1.b`).
  ///
  /// @param access when it was last read
  /// @param modification when its data was last changed
  /// @param change when its metadata was last changed
  /// @param birth when it was created
  public record Times(Instant access, Instant modification, Instant change, Instant birth) {
    static Times of(ObjectTimes stored) {
      return new Times(
          Instant.ofEpochSecond(stored.access()),
          Instant.ofEpochSecond(stored.modification()),
          Instant.ofEpochSecond(stored.change()),
          Instant.ofEpochSecond(stored.birth()));
    }
  }

  /// What the object's structures take of the file.
  public final ObjectStorage storage() {
    file.storeLinks();
    return guarded(() -> ObjectStorage.of(object));
  }

  /// The object's attributes.
  public final Attributes attributes() {
    return new Attributes(this, object.attributes());
  }

  /// A reference to this object, as [Hdf5File#dereference(ObjectReference)] takes it.
  public final ObjectReference reference() {
    return new ObjectReference(address());
  }

  /// Runs a read of this object: fails if the file is closed, and tells every refusal which file
  /// and object it concerns.
  final <T> T guarded(Supplier<T> read) {
    return file.guarded(path, read);
  }

  /// Runs a change of this object.
  ///
  /// @param change what it is, for the refusal of a file that is open for reading only
  final <T> T edited(String change, Function<FileEditor, T> edit) {
    return file.edited(path, change, "", edit);
  }

  /// The same; what the change is in two parts, which are put together for a refusal only.
  final <T> T edited(String change, String name, Function<FileEditor, T> edit) {
    return file.edited(path, change, name, edit);
  }

  /// Replaces the comment stored with the object; an empty one is none.
  ///
  /// @throws IllegalArgumentException if it holds a NUL
  public final void setComment(String comment) {
    if (comment.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("comment with a NUL");
    }
    edited(
        "comment",
        editor -> {
          editor.comment(object, Optional.of(comment).filter(text -> !text.isEmpty()));
          return object;
        });
  }

  /// The same elements; a refusal of their variable-length data, whenever it is asked for, names
  /// this object.
  final NdArray guarded(NdArray elements) {
    IndirectData data = elements.indirectData();
    return elements.datatype().hasIndirectData()
        ? elements.withIndirectData(new GuardedData(this, data))
        : elements;
  }

  final ObjectModel model() {
    return object;
  }

  @Override
  public final boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Hdf5Object that
        && that.file.model() == file.model()
        && that.address() == address();
  }

  @Override
  public final int hashCode() {
    return Long.hashCode(address());
  }
}
