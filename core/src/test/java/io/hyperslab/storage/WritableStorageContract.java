package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What holds for every [WritableStorage], checked on the stores that the subclasses open.
abstract class WritableStorageContract extends StorageContract {
  private static final int WRITERS = 8;
  private static final int REGION = 300_001;
  private static final int ROUNDS = 30;

  @Override
  abstract WritableStorage open(Path directory, byte[] content) throws IOException;

  static void write(WritableStorage storage, long position, byte... bytes) throws IOException {
    storage.write(position, MemorySegment.ofArray(bytes));
  }

  @Test
  void writesAnyRangeFromAnyKindOfSegment() throws IOException {
    byte[] expected = randomBytes(200_003);
    Random random = new Random(3);
    try (WritableStorage storage = open(directory, expected);
        Arena arena = Arena.ofConfined()) {
      for (int i = 0; i < 300; i++) {
        int length = 1 + random.nextInt(i % 10 == 0 ? 100_000 : 3000);
        int position = random.nextInt(expected.length - length);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        System.arraycopy(bytes, 0, expected, position, length);
        storage.write(position, source(arena, bytes, i % 5));
      }
      assertThat(readAll(storage)).isEqualTo(expected);
    }
  }

  private static MemorySegment source(Arena arena, byte[] bytes, int kind) {
    MemorySegment heap = MemorySegment.ofArray(bytes);
    return switch (kind) {
      case 0 -> heap;
      case 1 -> heap.asReadOnly();
      case 2 -> arena.allocate(bytes.length).copyFrom(heap);
      case 3 ->
          MemorySegment.ofArray(new byte[bytes.length + 5]).asSlice(3, bytes.length).copyFrom(heap);
      default ->
          MemorySegment.ofArray(new long[bytes.length / 8 + 1])
              .asSlice(0, bytes.length)
              .copyFrom(heap)
              .asReadOnly();
    };
  }

  @Test
  void writesManyMebibytesAtOnce() throws IOException {
    byte[] expected = randomBytes((5 << 20) + 17);
    long[] words = new long[expected.length / 8 + 1];
    MemorySegment.copy(
        MemorySegment.ofArray(expected), 0, MemorySegment.ofArray(words), 0, expected.length);
    try (WritableStorage storage = open(directory, new byte[0])) {
      storage.write(0, MemorySegment.ofArray(expected));
      assertThat(readAll(storage)).isEqualTo(expected);
      storage.truncate(0);
      storage.write(0, MemorySegment.ofArray(words).asSlice(0, expected.length));
      assertThat(readAll(storage)).isEqualTo(expected);
    }
  }

  @Test
  void growsAsItIsWritten() throws IOException {
    try (WritableStorage storage = open(directory, new byte[] {1, 2, 3})) {
      write(storage, 2, (byte) 7, (byte) 8);
      assertThat(readAll(storage)).containsExactly(1, 2, 7, 8);
      write(storage, 4, (byte) 9);
      assertThat(readAll(storage)).containsExactly(1, 2, 7, 8, 9);
    }
  }

  @Test
  void readsAGapAsZeros() throws IOException {
    try (WritableStorage storage = open(directory, new byte[] {1, 2, 3})) {
      write(storage, 200_000, (byte) 7);
      byte[] expected = new byte[200_001];
      expected[0] = 1;
      expected[1] = 2;
      expected[2] = 3;
      expected[200_000] = 7;
      assertThat(readAll(storage)).isEqualTo(expected);
    }
  }

  @Test
  void holdsBytesBeyondFourGibibytes() throws IOException {
    try (WritableStorage storage = open(directory, new byte[] {1})) {
      write(storage, 5L << 30, (byte) 7);
      assertThat(storage.size()).isEqualTo((5L << 30) + 1);
      byte[] bytes = new byte[3];
      assertThat(storage.read((5L << 30) - 1, MemorySegment.ofArray(bytes))).isEqualTo(2);
      assertThat(bytes).containsExactly(0, 7, 0);
      storage.truncate(1);
      assertThat(readAll(storage)).containsExactly(1);
    }
  }

  @Test
  void writesNothingFromAnEmptySource() throws IOException {
    try (WritableStorage storage = open(directory, new byte[] {1})) {
      write(storage, 100);
      assertThat(readAll(storage)).containsExactly(1);
    }
  }

  @Test
  void cutsOffAndGrowsWithZeros() throws IOException {
    byte[] content = randomBytes(200_003);
    Random random = new Random(4);
    try (WritableStorage storage = open(directory, content)) {
      byte[] expected = content;
      for (int i = 0; i < 40; i++) {
        int size = random.nextInt(300_000);
        storage.truncate(size);
        expected = Arrays.copyOf(expected, size);
        assertThat(storage.size()).isEqualTo(size);
        assertThat(readAll(storage)).isEqualTo(expected);
        if (i % 4 == 0) {
          write(storage, 0, content);
          expected = Arrays.copyOf(expected, Math.max(size, content.length));
          System.arraycopy(content, 0, expected, 0, content.length);
        }
      }
    }
  }

  @Test
  void forcesAndPublishesWithoutChangingAByte() throws IOException {
    byte[] content = randomBytes(1000);
    try (WritableStorage storage = open(directory, content)) {
      storage.force();
      storage.publish(false);
      storage.publish(true);
      storage.publish(true);
      assertThat(readAll(storage)).isEqualTo(content);
    }
  }

  @Test
  void refusesNegativePositionsAndSizes() throws IOException {
    try (WritableStorage storage = open(directory, new byte[] {1})) {
      assertThatIllegalArgumentException().isThrownBy(() -> write(storage, -1, (byte) 1));
      assertThatIllegalArgumentException().isThrownBy(() -> storage.truncate(-1));
      assertThat(readAll(storage)).containsExactly(1);
    }
  }

  @Test
  void failsAsAMediumDoesBeyondTheLargestPosition() throws IOException {
    try (WritableStorage storage = open(directory, new byte[] {1})) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> write(storage, Long.MAX_VALUE, (byte) 1, (byte) 2));
      assertThat(readAll(storage)).containsExactly(1);
    }
  }

  @Test
  void refusesChangesOnceClosed() throws IOException {
    WritableStorage storage = open(directory, new byte[] {1});
    storage.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> write(storage, 0, (byte) 1))
        .withMessageContaining("is closed");
    assertThatIllegalStateException().isThrownBy(() -> storage.truncate(0));
    assertThatIllegalStateException().isThrownBy(storage::force);
  }

  @Test
  void changesInAnInterruptedThreadAndLeavesTheInterruptStatusSet() throws IOException {
    byte[] content = randomBytes(70_001);
    try (WritableStorage storage = open(directory, new byte[0])) {
      Thread.currentThread().interrupt();
      try {
        write(storage, 10, content);
        storage.force();
        storage.truncate(70_000);
        storage.publish(true);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
      } finally {
        Thread.interrupted();
      }
      byte[] expected = new byte[70_000];
      System.arraycopy(content, 0, expected, 10, 69_990);
      assertThat(readAll(storage)).isEqualTo(expected);
    }
  }

  @Test
  void takesWritesOfManyThreadsWhileTheyAreInterrupted() throws Exception {
    byte[] content = randomBytes(WRITERS * REGION);
    AtomicBoolean done = new AtomicBoolean();
    Thread[] writers = new Thread[WRITERS];
    try (WritableStorage storage = open(directory, new byte[0]);
        ExecutorService executor = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> results =
          IntStream.range(0, WRITERS)
              .<Future<?>>mapToObj(i ->
                  executor.submit(() -> {
                    writers[i] = Thread.currentThread();
                    writeRegion(storage, content, i * REGION);
                    return null;
                  }))
              .toList();
      Thread interrupter = Thread.ofPlatform().start(() -> interrupt(writers, done));
      try {
        for (Future<?> result : results) {
          result.get();
        }
      } finally {
        done.set(true);
        interrupter.join();
      }
      storage.force();
      assertThat(readAll(storage)).isEqualTo(content);
    }
  }

  /// Writes noise first, so that each round has to write every byte.
  private static void writeRegion(WritableStorage storage, byte[] content, int start)
      throws IOException {
    byte[] region = Arrays.copyOfRange(content, start, start + REGION);
    byte[] noise = new byte[REGION];
    for (int round = 0; round < ROUNDS; round++) {
      Arrays.fill(noise, (byte) round);
      write(storage, start, noise);
      write(storage, start, region);
      byte[] bytes = new byte[REGION];
      assertThat(readFully(storage, start, MemorySegment.ofArray(bytes))).isEqualTo(REGION);
      assertThat(Arrays.equals(bytes, region)).isTrue();
      if (round % 10 == 0) {
        storage.force();
      }
    }
  }

  private static void interrupt(Thread[] threads, AtomicBoolean done) {
    Random random = new Random(5);
    while (!done.get()) {
      Thread thread = threads[random.nextInt(threads.length)];
      if (thread != null) {
        thread.interrupt();
      }
      Thread.onSpinWait();
    }
  }
}
