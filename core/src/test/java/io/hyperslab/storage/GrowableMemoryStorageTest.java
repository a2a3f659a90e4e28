package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class GrowableMemoryStorageTest extends WritableStorageContract {
  @Override
  WritableStorage open(Path directory, byte[] content) {
    return WritableStorage.memory(content);
  }

  @Test
  void beginsEmpty() {
    try (GrowableMemoryStorage storage = WritableStorage.memory()) {
      assertThat(storage.size()).isZero();
      assertThat(storage.toBytes()).isEmpty();
    }
  }

  @Test
  void copiesTheImage() throws IOException {
    byte[] image = {1, 2, 3};
    try (GrowableMemoryStorage storage = WritableStorage.memory(image)) {
      write(storage, 0, (byte) 9);
      assertThat(image).containsExactly(1, 2, 3);
      image[1] = 8;
      assertThat(storage.toBytes()).containsExactly(9, 2, 3);
    }
  }

  @Test
  void givesItsBytesAfterItWasClosed() throws IOException {
    byte[] content = randomBytes(200_003);
    GrowableMemoryStorage storage = WritableStorage.memory();
    write(storage, 0, content);
    storage.close();
    assertThat(storage.toBytes()).isEqualTo(content);
  }

  @Test
  void saysThatItsBytesDoNotFitIntoAnArray() {
    try (GrowableMemoryStorage storage = WritableStorage.memory()) {
      storage.truncate(1L << 40);
      assertThat(storage.size()).isEqualTo(1L << 40);
      assertThatIllegalStateException()
          .isThrownBy(storage::toBytes)
          .withMessageContaining("1099511627776");
    }
  }
}
