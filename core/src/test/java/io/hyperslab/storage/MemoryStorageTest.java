package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class MemoryStorageTest extends StorageContract {
  @Override
  Storage open(Path directory, byte[] content) {
    return Storage.memory(content);
  }

  @Test
  void isNamedAsTold() {
    assertThat(Storage.memory(new byte[1]).name()).isEqualTo("memory");
    assertThat(Storage.memory("image 7", MemorySegment.ofArray(new byte[1])).name())
        .isEqualTo("image 7");
  }

  @Test
  void isNotAFile() {
    assertThat(Storage.memory(new byte[1]).path()).isEmpty();
  }
}
