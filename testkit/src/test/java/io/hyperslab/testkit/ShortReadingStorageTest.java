package io.hyperslab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShortReadingStorageTest {
  private static List<Long> countsOf(long seed) throws IOException {
    Storage storage = new ShortReadingStorage(Storage.memory(new byte[1000]), 7, seed);
    MemorySegment target = MemorySegment.ofArray(new byte[1000]);
    List<Long> counts = new ArrayList<>();
    long position = 0;
    while (position < 1000) {
      long count = storage.read(position, target.asSlice(position));
      counts.add(count);
      position += count;
    }
    assertThat(storage.read(1000, target)).isEqualTo(-1);
    return counts;
  }

  @Test
  void deliversOneToMostBytesAtATime() throws IOException {
    assertThat(countsOf(1)).allMatch(count -> count >= 1 && count <= 7).contains(1L, 7L);
  }

  @Test
  void repeatsItselfForASeed() throws IOException {
    assertThat(countsOf(1)).isEqualTo(countsOf(1)).isNotEqualTo(countsOf(2));
  }

  @Test
  void deliversTheBytesOfTheStore() throws IOException {
    byte[] bytes = new byte[1];
    Storage storage = new ShortReadingStorage(Storage.memory(new byte[] {4, 5, 6}), 7, 1);
    assertThat(storage.read(2, MemorySegment.ofArray(bytes))).isEqualTo(1);
    assertThat(bytes).containsExactly(6);
  }

  @Test
  void refusesToDeliverNothing() {
    Storage storage = Storage.memory(new byte[1]);
    assertThatIllegalArgumentException().isThrownBy(() -> new ShortReadingStorage(storage, 0, 1));
  }
}
