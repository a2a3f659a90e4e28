package io.hyperslab.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StridedCopyTest {
  private static final int SIZE = 1 << 17;

  private static List<MemorySegment> memories(Arena arena) {
    return List.of(
        MemorySegment.ofArray(new byte[SIZE]),
        MemorySegment.ofArray(new byte[SIZE + 3]).asSlice(3),
        MemorySegment.ofArray(new float[SIZE / 4]),
        MemorySegment.ofArray(new double[SIZE / 8]),
        MemorySegment.ofArray(new long[SIZE / 8]),
        MemorySegment.ofArray(new int[SIZE / 4]),
        MemorySegment.ofArray(new short[SIZE / 2 + 1]).asSlice(2),
        arena.allocate(SIZE));
  }

  @Test
  void runsOfAnySizeGoBetweenMemoriesOfAnyKind() {
    Random random = new Random(11);
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> sources = memories(arena);
      List<MemorySegment> targets = memories(arena);
      byte[] content = new byte[SIZE];
      random.nextBytes(content);
      for (MemorySegment source : sources) {
        MemorySegment.copy(content, 0, source, ValueLayout.JAVA_BYTE, 0, SIZE);
      }
      for (int round = 0; round < 6000; round++) {
        int length = List.of(1, 2, 4, 8, 3, 16, 20).get(random.nextInt(7));
        int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 2000 : 20);
        int fromStep = length + random.nextInt(3) * random.nextInt(20);
        int toStep = length + random.nextInt(2) * random.nextInt(20);
        if (random.nextBoolean()) {
          toStep = length * (1 + random.nextInt(3));
        }
        boolean backwards = random.nextBoolean();
        int from = random.nextInt(100) + (backwards ? (count - 1) * fromStep : 0);
        int to = random.nextBoolean() ? random.nextInt(100) : length * random.nextInt(9);
        MemorySegment target = targets.get(random.nextInt(targets.size()));
        target.fill((byte) 0);
        StridedCopy.copy(
            sources.get(random.nextInt(sources.size())),
            from,
            backwards ? -fromStep : fromStep,
            target,
            to,
            toStep,
            length,
            count);
        byte[] expected = new byte[SIZE];
        for (int i = 0; i < count; i++) {
          int start = from + i * (backwards ? -fromStep : fromStep);
          System.arraycopy(content, start, expected, to + i * toStep, length);
        }
        assertThat(target.asSlice(0, SIZE).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
      }
    }
  }

  @Test
  void numbersOutsideOfAPartOfAnArrayAreRefused() {
    MemorySegment part = MemorySegment.ofArray(new byte[64]).asSlice(16, 16);
    MemorySegment numbers = MemorySegment.ofArray(new float[64]);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> StridedCopy.copy(part, 0, 8, numbers, 0, 4, 4, 3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> StridedCopy.copy(part, 4, -8, numbers, 0, 4, 4, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> StridedCopy.copy(numbers, 0, 8, part, 0, 8, 4, 3));
  }
}
