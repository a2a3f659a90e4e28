package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class MappedStorageTest extends StorageContract {
  @Override
  Storage open(Path directory, byte[] content) throws IOException {
    return Storage.mapped(Files.write(directory.resolve("mapped.h5"), content));
  }

  @Test
  void mapsAnEmptyFile() throws IOException {
    try (Storage storage = open(directory, new byte[0])) {
      assertThat(storage.size()).isZero();
    }
  }

  @Test
  void refusesWhatIsNotARegularFile() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Storage.mapped(directory.resolve("absent.h5")));
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> Storage.mapped(directory))
        .withMessageContaining("is a directory");
  }
}
