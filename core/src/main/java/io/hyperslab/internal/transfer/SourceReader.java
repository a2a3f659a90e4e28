package io.hyperslab.internal.transfer;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.convert.RawConverter;
import io.hyperslab.internal.model.FileModel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads a source of a virtual dataset, for one request in one thread. What is wrong with the
/// source is said of the source and its file, not of the virtual dataset that was asked for.
final class SourceReader {
  private final DatasetReader dataset;
  private final String path;
  private final SourceFinder.Name name;

  /// Asked for again with each mapping, and a source that is virtual itself has to work it out.
  private @Nullable Dataspace dataspace;

  private @Nullable RawConverter converter;

  /// @param dataset reads the source
  /// @param path the source's path in its file
  /// @param name as the mapping has it
  SourceReader(DatasetReader dataset, String path, SourceFinder.Name name) {
    this.dataset = dataset;
    this.path = path;
    this.name = name;
  }

  DatasetReader reader() {
    return dataset;
  }

  /// Whether the mapping names no other file.
  boolean isInOwnFile() {
    return name.isInOwnFile();
  }

  /// The file's name as the mapping has it.
  String fileName() {
    return name.file();
  }

  /// The source's path in its file.
  String path() {
    return path;
  }

  FileModel file() {
    return dataset.dataset().file();
  }

  Datatype datatype() {
    return named(dataset::datatype);
  }

  Dataspace dataspace() {
    Dataspace known = dataspace;
    if (known == null) {
      known = named(dataset::dataspace);
      dataspace = known;
    }
    return known;
  }

  /// Converts elements to the type of the virtual dataset.
  ///
  /// @param target the same type in every call
  RawConverter converter(Datatype target) {
    RawConverter known = converter;
    if (known == null) {
      known = RawConverter.of(datatype(), target);
      converter = known;
    }
    return known;
  }

  NdArray read(ResolvedSelection selection) {
    return named(() -> dataset.read(selection));
  }

  /// Looks at the source; a refusal names it.
  <T> T named(Supplier<T> read) {
    try {
      return read.get();
    } catch (Hdf5Exception e) {
      throw e.atObject(path).inFile(file().name());
    }
  }
}
