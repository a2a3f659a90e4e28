package io.hyperslab.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PooledMemoryTest {
  @Test
  void hasTheSizeThatIsAskedFor() {
    for (long size : new long[] {0, 1, 4096, 65_536, 65_537, 1 << 20, (1 << 24) + 1}) {
      try (PooledMemory memory = PooledMemory.take(size)) {
        assertThat(memory.segment().byteSize()).isEqualTo(size);
        assertThat(memory.segment().isNative()).isTrue();
        memory.segment().fill((byte) 1);
      }
    }
  }

  @Test
  void isNotGivenToTwoAtOnce() {
    List<PooledMemory> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      PooledMemory memory = PooledMemory.take(100_000);
      for (PooledMemory other : all) {
        assertThat(other.segment().asOverlappingSlice(memory.segment())).isEmpty();
      }
      all.add(memory);
    }
    all.forEach(PooledMemory::close);
  }

  @Test
  void isUsedAgain() {
    MemorySegment first;
    try (PooledMemory memory = PooledMemory.take(150_000)) {
      first = memory.segment();
    }
    try (PooledMemory memory = PooledMemory.take(150_001)) {
      assertThat(memory.segment().address()).isEqualTo(first.address());
    }
  }

  @Test
  void isGivenBackOnce() {
    PooledMemory memory = PooledMemory.take(200_000);
    memory.close();
    memory.close();
    try (PooledMemory one = PooledMemory.take(200_000);
        PooledMemory other = PooledMemory.take(200_000)) {
      assertThat(one.segment().asOverlappingSlice(other.segment())).isEmpty();
    }
  }
}
