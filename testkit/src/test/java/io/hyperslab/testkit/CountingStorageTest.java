package io.hyperslab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

final class CountingStorageTest {
  @Test
  void countsRequestsAndDeliveredBytes() throws IOException {
    CountingStorage storage = new CountingStorage(Storage.memory(new byte[100]));
    MemorySegment target = MemorySegment.ofArray(new byte[60]);
    storage.read(0, target);
    storage.read(60, target);
    storage.read(100, target);
    assertThat(storage.requests()).isEqualTo(3);
    assertThat(storage.bytes()).isEqualTo(100);
    storage.reset();
    assertThat(storage.requests()).isZero();
    assertThat(storage.bytes()).isZero();
  }
}
