package io.hyperslab.error;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What Hyperslab throws when a file, or a request made of it, cannot be answered exactly.
///
/// The context is data, not prose: [#file()], [#objectPath()], [#structure()], [#address()],
/// [#found()] and [#expected()]. The code that detects the problem knows the structure and its
/// address; the layers above fill in the object's path and the file's name on the *same* exception
/// while it passes ([#inFile(String)], [#atObject(String)]), so the stack trace stays whole.
///
/// The failure of the medium itself is an [java.io.UncheckedIOException]; a mistake in an argument
/// is an [IllegalArgumentException] or [IndexOutOfBoundsException]; use of a closed file is an
/// [IllegalStateException].
public abstract sealed class Hdf5Exception extends RuntimeException
    permits MalformedFileException,
        UnsupportedFeatureException,
        LimitExceededException,
        NoSuchObjectException,
        ReadOnlyFileException,
        NameExistsException,
        ExternalFileException,
        MissingFilterException,
        FilterException,
        DatatypeMismatchException,
        FileLockedException {
  private static final long serialVersionUID = 1L;
  private static final long NO_ADDRESS = -1;

  private final String item;
  private final String found;
  private final String expected;
  private @Nullable String structure;
  private long address;
  private @Nullable String objectPath;
  private @Nullable String file;

  /// @param structure the on-disk structure by its name in the specification, or null when a higher
  ///   layer will fill it in
  /// @param address where that structure starts, relative to the file's base address; negative when
  ///   not known
  /// @param item what in the structure is wrong: a field, a count, a feature
  /// @param found what is there
  /// @param expected what would have been accepted
  protected Hdf5Exception(
      @Nullable String structure, long address, String item, String found, String expected) {
    this.structure = structure;
    this.address = address < 0 ? NO_ADDRESS : address;
    this.item = item;
    this.found = found;
    this.expected = expected;
  }

  /// Adds the file's name unless one is known already.
  public final Hdf5Exception inFile(String name) {
    if (file == null) {
      file = name;
    }
    return this;
  }

  /// Adds the path of the object being read unless one is known already.
  public final Hdf5Exception atObject(String path) {
    if (objectPath == null) {
      objectPath = path;
    }
    return this;
  }

  /// Adds the structure and its address unless they are known already.
  public final Hdf5Exception inStructure(String name, long at) {
    if (structure == null) {
      structure = name;
    }
    if (address == NO_ADDRESS && at >= 0) {
      address = at;
    }
    return this;
  }

  /// The file's name, once the exception has passed the front door.
  public final Optional<String> file() {
    return Optional.ofNullable(file);
  }

  /// The absolute path of the object that was being read.
  public final Optional<String> objectPath() {
    return Optional.ofNullable(objectPath);
  }

  /// The on-disk structure, by its name in the specification.
  public final Optional<String> structure() {
    return Optional.ofNullable(structure);
  }

  /// Address of the structure, in bytes from the file's base address.
  public final OptionalLong address() {
    return address == NO_ADDRESS ? OptionalLong.empty() : OptionalLong.of(address);
  }

  /// What in the structure is wrong.
  public final String item() {
    return item;
  }

  /// What was found.
  public final String found() {
    return found;
  }

  /// What would have been accepted.
  public final String expected() {
    return expected;
  }

  /// `file: /path: structure at 0xADDRESS: item is FOUND, expected EXPECTED`, with the parts that
  /// are known.
  @Override
  public final String getMessage() {
    StringBuilder text = new StringBuilder();
    if (file != null) {
      text.append(file).append(": ");
    }
    if (objectPath != null) {
      text.append(objectPath).append(": ");
    }
    if (structure != null) {
      text.append(structure);
      if (address != NO_ADDRESS) {
        text.append(String.format(Locale.ROOT, " at 0x%x", address));
      }
      text.append(": ");
    }
    return text.append(item)
        .append(" is ")
        .append(found)
        .append(", expected ")
        .append(expected)
        .toString();
  }
}
