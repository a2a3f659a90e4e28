package io.hyperslab.internal.transfer;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.model.FileModel;
import java.util.function.Supplier;

/// Reads a source of a virtual dataset. What is wrong with the source is said of the source and its
/// file, not of the virtual dataset that was asked for.
///
/// @param dataset reads the source
/// @param path the source's path in its file
record SourceReader(DatasetReader dataset, String path) {
  FileModel file() {
    return dataset.dataset().file();
  }

  Datatype datatype() {
    return named(dataset::datatype);
  }

  Dataspace dataspace() {
    return named(dataset::dataspace);
  }

  NdArray read(ResolvedSelection selection) {
    return named(() -> dataset.read(selection));
  }

  private <T> T named(Supplier<T> read) {
    try {
      return read.get();
    } catch (Hdf5Exception e) {
      throw e.atObject(path).inFile(file().name());
    }
  }
}
