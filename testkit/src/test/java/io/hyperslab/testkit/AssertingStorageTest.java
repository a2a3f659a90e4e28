package io.hyperslab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class AssertingStorageTest {
  private final GrowableMemoryStorage memory = WritableStorage.memory(new byte[10]);

  /// The bytes 2 to 5 must stay.
  private final WritableStorage storage =
      new AssertingStorage(memory, (position, length) -> position >= 6 || position + length <= 2);

  private void write(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    storage.write(position, MemorySegment.ofArray(bytes));
  }

  @Test
  void letsOtherBytesBeChanged() throws IOException {
    write(0, 2);
    write(6, 5);
    write(3, 0);
    assertThat(memory.toBytes()).containsExactly(7, 7, 0, 0, 0, 0, 7, 7, 7, 7, 7);
    storage.truncate(6);
    storage.truncate(100);
    storage.force();
    assertThat(storage.size()).isEqualTo(100);
  }

  @Test
  void stopsWhatWouldChangeThem() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> write(1, 2))
        .withMessage("memory: 2 bytes from 1 must not be written now");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> storage.truncate(5))
        .withMessage("memory: 5 bytes from 5 must not be cut off now");
    assertThat(memory.toBytes()).isEqualTo(new byte[10]);
  }
}
