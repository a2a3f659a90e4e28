package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A new file of which everything is rolled back is a new file again.
class NewFileRollbackTest {
  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V200"})
  void aNewFileIsEmptyAfterARollbackAndGoesOn(LibraryVersion low) throws IOException {
    GrowableMemoryStorage medium = WritableStorage.memory();
    CreateOptions options =
        CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST).userBlock(512);
    try (Hdf5File file = Hdf5File.create(medium, options)) {
      file.createGroup("lost");
      file.rollback();
      assertThat(file.root().names()).isEmpty();
      file.createGroup("kept");
    }
    try (Hdf5File file = Hdf5File.open(medium.toBytes())) {
      assertThat(file.root().names()).containsExactly("kept");
    }
  }
}
