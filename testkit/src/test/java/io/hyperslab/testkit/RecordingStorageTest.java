package io.hyperslab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.FaultyWritableStorage.Fault;
import io.hyperslab.testkit.FaultyWritableStorage.Persistence;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

final class RecordingStorageTest {
  private final GrowableMemoryStorage memory = WritableStorage.memory(new byte[] {1, 2, 3});

  @Test
  void logsAllChangesInOrderAndMakesThem() throws IOException {
    byte[] source = {7, 8};
    try (RecordingStorage storage = new RecordingStorage(memory)) {
      storage.write(2, MemorySegment.ofArray(source));
      source[0] = 0;
      assertThat(storage.moment()).isEqualTo(1);
      storage.force();
      storage.truncate(3);
      storage.publish(false);
      storage.publish(true);
      assertThat(storage.moment()).isEqualTo(4);
      assertThat(storage.log())
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactly(
              new StorageChange.Write(2, new byte[] {7, 8}),
              new StorageChange.Force(),
              new StorageChange.Truncate(3),
              new StorageChange.Force());
    }
    assertThat(memory.toBytes()).containsExactly(1, 2, 7);
  }

  @Test
  void logsWhatWasTriedInVain() throws IOException {
    WritableStorage faulty = new FaultyWritableStorage(memory, Fault.CHANGE, Persistence.ONCE, 1);
    try (RecordingStorage storage = new RecordingStorage(faulty)) {
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage.truncate(1));
      assertThat(storage.log()).containsExactly(new StorageChange.Truncate(1));
    }
  }

  @Test
  void readsWhatTheOtherStoreHolds() throws IOException {
    try (RecordingStorage storage = new RecordingStorage(memory)) {
      byte[] bytes = new byte[4];
      assertThat(storage.read(1, MemorySegment.ofArray(bytes))).isEqualTo(2);
      assertThat(bytes).containsExactly(2, 3, 0, 0);
      assertThat(storage.size()).isEqualTo(3);
      assertThat(storage.name()).isEqualTo("memory");
      assertThat(storage.log()).isEmpty();
    }
  }
}
