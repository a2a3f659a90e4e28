package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whoever runs what a transfer hands to other threads decides how fast it is, not whether it ends,
/// nor what is written.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExecutorTest {
  /// A chunk that is written alone, and one of those that are encoded many at a time.
  private static final int LARGE_CHUNK = 1 << 18;

  private static final int SMALL_CHUNK = 1 << 10;

  private static int[] numbers(int count, int factor) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> i / 3 * factor);
    return numbers;
  }

  private static OpenOptions options(Executor executor) {
    return OpenOptions.defaults().threads(4).executor(executor);
  }

  private static DatasetBuilder ints(Hdf5File file, String name) {
    return file.createDataset(name).type(Datatypes.INT32);
  }

  /// Writes more of each layout than is prepared ahead, and reads it.
  private static byte[] check(Executor executor) throws IOException {
    int[] plain = numbers(40 * LARGE_CHUNK, 3);
    int[] filtered = numbers(2000 * SMALL_CHUNK, 5);
    int[] changes = numbers(500 * SMALL_CHUNK, 7);
    int[] contiguous = numbers(3 << 20, 11);
    int[] rows = numbers(5000, 13);
    GrowableMemoryStorage storage = WritableStorage.memory();
    try (Hdf5File file =
        Hdf5File.create(storage, CreateOptions.defaults().open(options(executor)))) {
      ints(file, "plain").shape(plain.length).chunks(LARGE_CHUNK).write(plain);
      Dataset some =
          ints(file, "filtered").shape(filtered.length).chunks(SMALL_CHUNK).gzip(1).write(filtered);
      file.flush();
      some.write(Selection.of("0:" + changes.length), changes);
      file.flush();
      ints(file, "contiguous").shape(contiguous.length).contiguous().write(contiguous);
      Dataset growing =
          ints(file, "rows").shape(0).maxShape(Dataspace.UNLIMITED).chunks(SMALL_CHUNK).create();
      try (Appender appender = growing.appender()) {
        for (int i = 0; i < 300; i++) {
          appender.append(rows);
        }
      }
      assertThat(some.readInts()).startsWith(changes);
    }
    System.arraycopy(changes, 0, filtered, 0, changes.length);
    byte[] made = storage.toBytes();
    for (OpenOptions by :
        new OpenOptions[] {OpenOptions.defaults().threads(1), options(executor)}) {
      try (Hdf5File file = Hdf5File.open(Storage.memory(made), by)) {
        assertThat(file.dataset("plain").readInts()).isEqualTo(plain);
        assertThat(file.dataset("filtered").readInts()).isEqualTo(filtered);
        assertThat(file.dataset("contiguous").readInts()).isEqualTo(contiguous);
        int[] grown = file.dataset("rows").readInts();
        assertThat(grown).hasSize(300 * rows.length);
        for (int i = 0; i < grown.length; i += rows.length) {
          assertThat(Arrays.mismatch(Arrays.copyOfRange(grown, i, i + rows.length), rows))
              .isEqualTo(-1);
        }
      }
    }
    return made;
  }

  @Test
  void theCallingThreadRunsWhatItHandsOver(@TempDir Path folder) throws IOException {
    Path path = Files.write(folder.resolve("made.h5"), check(Runnable::run));
    try (Libhdf5File file = Libhdf5.open(path)) {
      ByteBuffer plain = ByteBuffer.wrap(file.read("plain")).order(ByteOrder.LITTLE_ENDIAN);
      int[] read = new int[40 * LARGE_CHUNK];
      plain.asIntBuffer().get(read);
      assertThat(read).isEqualTo(numbers(read.length, 3));
    }
  }

  @Test
  void theCallingThreadRunsWhatABusyPoolDoesNot() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (ExecutorService pool =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.CallerRunsPolicy())) {
      pool.execute(() -> await(end));
      try {
        check(pool);
      } finally {
        end.countDown();
      }
    }
  }

  @Test
  void thePoolHasOneThreadWhichIsTheCallingOne() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      assertThat(pool.submit(() -> check(pool)).get()).isNotEmpty();
    }
  }

  @Test
  void theSystemHasFewThreadsLeft() throws IOException {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      AtomicInteger tasks = new AtomicInteger();
      check(task -> {
        if (tasks.incrementAndGet() % 2 == 0) {
          throw new OutOfMemoryError("made for a test");
        }
        pool.execute(task);
      });
    }
  }

  @Test
  void noWriteEndsHalfDoneWhenTheExecutorFails() throws IOException {
    AtomicBoolean fails = new AtomicBoolean();
    AtomicInteger failures = new AtomicInteger();
    Executor executor =
        _ -> {
          if (fails.get()) {
            failures.incrementAndGet();
            throw new IllegalStateException("made for a test");
          }
        };
    int[] before = numbers(8 * SMALL_CHUNK, 3);
    int[] after = numbers(4 * SMALL_CHUNK, 5);
    try (Hdf5File file =
        Hdf5File.create(
            WritableStorage.memory(), CreateOptions.defaults().open(options(executor)))) {
      Dataset some =
          ints(file, "some").shape(before.length).chunks(SMALL_CHUNK).gzip(1).write(before);
      some.write(Selection.of("0:1"), new int[] {-1});
      fails.set(true);
      some.write(Selection.of("0:" + after.length), after);
      fails.set(false);
      assertThat(failures).hasPositiveValue();
      System.arraycopy(after, 0, before, 0, after.length);
      assertThat(some.readInts()).isEqualTo(before);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(100, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
