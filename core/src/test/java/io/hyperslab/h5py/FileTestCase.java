package io.hyperslab.h5py;

import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A test that is given a new file, as h5py's are.
class FileTestCase {
  @TempDir Path folder;

  /// Open for writing, empty at first.
  Hdf5File f;

  @BeforeEach
  void create() throws IOException {
    f = Hdf5File.create(path());
  }

  @AfterEach
  void close() throws IOException {
    f.close();
  }

  /// Where the file is.
  final Path path() {
    return folder.resolve("test.h5");
  }

  /// Commits and closes the file and opens it again for writing, so that what is read from now on
  /// comes from the file.
  final void reopen() throws IOException {
    f.close();
    f = Hdf5File.openReadWrite(path());
  }
}
