package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What holds for every [Storage], checked on the stores that the subclasses open.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class StorageContract {
  private static final int THREADS = 16;
  private static final int READS_PER_THREAD = 400;
  private static final byte UNTOUCHED = (byte) 0xa5;

  @TempDir Path directory;

  /// A store that holds exactly `content`.
  ///
  /// @param directory empty, for files
  abstract Storage open(Path directory, byte[] content) throws IOException;

  static byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    new Random(20_260_101).nextBytes(bytes);
    return bytes;
  }

  /// Reads until `target` is full or the store ends.
  static int readFully(Storage storage, long position, MemorySegment target) throws IOException {
    int done = 0;
    while (done < target.byteSize()) {
      long count = storage.read(position + done, target.asSlice(done));
      if (count < 0) {
        return done;
      }
      assertThat(count).isBetween(1L, target.byteSize() - done);
      done += (int) count;
    }
    return done;
  }

  static byte[] readAll(Storage storage) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(storage.size())];
    assertThat(readFully(storage, 0, MemorySegment.ofArray(bytes))).isEqualTo(bytes.length);
    return bytes;
  }

  @Test
  void sizeIsTheNumberOfBytes() throws IOException {
    try (Storage storage = open(directory, randomBytes(70_001))) {
      assertThat(storage.size()).isEqualTo(70_001);
    }
  }

  @Test
  void deliversAllBytesInOrder() throws IOException {
    byte[] content = randomBytes(3 << 20);
    try (Storage storage = open(directory, content)) {
      assertThat(readAll(storage)).isEqualTo(content);
    }
  }

  @Test
  void deliversAnyRangeIntoAnyKindOfSegment() throws IOException {
    byte[] content = randomBytes(70_001);
    Random random = new Random(1);
    try (Storage storage = open(directory, content);
        Arena arena = Arena.ofConfined()) {
      for (int i = 0; i < 300; i++) {
        int position = random.nextInt(content.length);
        int length = 1 + random.nextInt(Math.min(5000, content.length - position));
        byte[] expected = Arrays.copyOfRange(content, position, position + length);
        for (MemorySegment target : targets(arena, length)) {
          assertThat(readFully(storage, position, target)).isEqualTo(length);
          assertThat(target.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
        }
      }
    }
  }

  private static List<MemorySegment> targets(Arena arena, int length) {
    return List.of(
        MemorySegment.ofArray(new byte[length]),
        MemorySegment.ofArray(new byte[length + 5]).asSlice(3, length),
        MemorySegment.ofArray(new long[length / 8 + 1]).asSlice(0, length),
        arena.allocate(length));
  }

  @Test
  void leavesTheRestOfTheTargetAlone() throws IOException {
    byte[] content = randomBytes(5000);
    try (Storage storage = open(directory, content)) {
      byte[] bytes = new byte[300];
      Arrays.fill(bytes, UNTOUCHED);
      int count = readFully(storage, 4900, MemorySegment.ofArray(bytes));
      assertThat(count).isEqualTo(100);
      assertThat(Arrays.copyOf(bytes, 100)).isEqualTo(Arrays.copyOfRange(content, 4900, 5000));
      assertThat(Arrays.copyOfRange(bytes, 100, 300)).containsOnly(UNTOUCHED);
    }
  }

  @Test
  void answersMinusOneAtAndBeyondTheEnd() throws IOException {
    try (Storage storage = open(directory, randomBytes(5000))) {
      for (long position : new long[] {5000, 5001, 1L << 31, 1L << 40, Long.MAX_VALUE}) {
        assertThat(storage.read(position, MemorySegment.ofArray(new byte[8])))
            .as("position %d", position)
            .isEqualTo(-1);
      }
    }
  }

  @Test
  void answersZeroToAnEmptyTarget() throws IOException {
    try (Storage storage = open(directory, randomBytes(5000))) {
      assertThat(storage.read(17, MemorySegment.ofArray(new byte[0]))).isZero();
      assertThat(storage.read(6000, MemorySegment.ofArray(new byte[0]))).isZero();
    }
  }

  @Test
  void refusesNegativePositionsAndReadOnlyTargets() throws IOException {
    try (Storage storage = open(directory, randomBytes(5000))) {
      MemorySegment target = MemorySegment.ofArray(new byte[8]);
      assertThatIllegalArgumentException().isThrownBy(() -> storage.read(-1, target));
      assertThatIllegalArgumentException().isThrownBy(() -> storage.read(0, target.asReadOnly()));
    }
  }

  @Test
  void refusesEverythingOnceClosed() throws IOException {
    Storage storage = open(directory, randomBytes(5000));
    storage.close();
    storage.close();
    MemorySegment target = MemorySegment.ofArray(new byte[8]);
    assertThatIllegalStateException()
        .isThrownBy(() -> storage.read(0, target))
        .withMessageContaining(storage.name());
    assertThatIllegalStateException()
        .isThrownBy(storage::size)
        .withMessageContaining(storage.name());
  }

  @Test
  void readsInAnInterruptedThreadAndLeavesTheInterruptStatusSet() throws IOException {
    byte[] content = randomBytes(70_001);
    try (Storage storage = open(directory, content)) {
      Thread.currentThread().interrupt();
      try {
        assertThat(readAll(storage)).isEqualTo(content);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
      } finally {
        Thread.interrupted();
      }
      assertThat(readAll(storage)).isEqualTo(content);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Test
  void servesManyThreadsWhileTheyAreInterrupted() throws Exception {
    readConcurrently(Executors.defaultThreadFactory());
  }

  @Test
  void servesManyVirtualThreadsWhileTheyAreInterrupted() throws Exception {
    readConcurrently(Thread.ofVirtual().factory());
  }

  private void readConcurrently(ThreadFactory factory) throws Exception {
    byte[] content = randomBytes(3 << 20);
    List<Thread> readers = new ArrayList<>();
    AtomicBoolean done = new AtomicBoolean();
    try (Storage storage = open(directory, content);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS, factory)) {
      Thread interrupter = Thread.ofPlatform().start(() -> interrupt(readers, done));
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        results.add(executor.submit(reader(storage, content, i, readers)));
      }
      try {
        for (Future<?> result : results) {
          result.get();
        }
      } finally {
        done.set(true);
        interrupter.join();
      }
      assertThat(readAll(storage)).isEqualTo(content);
    }
  }

  private static Callable<Void> reader(
      Storage storage, byte[] content, int seed, List<Thread> readers) {
    return () -> {
      synchronized (readers) {
        readers.add(Thread.currentThread());
      }
      try {
        readRandomly(storage, content, new Random(seed));
      } finally {
        synchronized (readers) {
          readers.remove(Thread.currentThread());
        }
        Thread.interrupted();
      }
      return null;
    };
  }

  private static void readRandomly(Storage storage, byte[] content, Random random)
      throws IOException {
    for (int i = 0; i < READS_PER_THREAD; i++) {
      int length = 1 + (i % 8 == 0 ? random.nextInt(1 << 18) : random.nextInt(5000));
      int position = random.nextInt(content.length - length);
      byte[] bytes = new byte[length];
      boolean interrupted = i % 3 == 0;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      assertThat(readFully(storage, position, MemorySegment.ofArray(bytes))).isEqualTo(length);
      assertThat(Arrays.equals(bytes, 0, length, content, position, position + length)).isTrue();
      assertThat(Thread.interrupted() || !interrupted).as("interrupt status kept").isTrue();
    }
  }

  private static void interrupt(List<Thread> readers, AtomicBoolean done) {
    Random random = new Random(2);
    while (!done.get()) {
      synchronized (readers) {
        if (!readers.isEmpty()) {
          readers.get(random.nextInt(readers.size())).interrupt();
        }
      }
      Thread.onSpinWait();
    }
  }
}
