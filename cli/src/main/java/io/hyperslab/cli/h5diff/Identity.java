package io.hyperslab.cli.h5diff;

import io.hyperslab.Hdf5Object;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Which object of which file an object is.
///
/// @param file the file: its path with all symbolic links resolved, or the name of several files
/// @param address of its header
record Identity(String file, long address) {
  static Identity of(Hdf5Object object) {
    return new Identity(
        object.file().path().map(Identity::real).orElse(object.file().name()), object.address());
  }

  private static String real(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
