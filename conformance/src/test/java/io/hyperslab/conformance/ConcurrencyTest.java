package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import io.hyperslab.testkit.Stint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many threads read one file, and are interrupted at any time: every value is right, and the file
/// stays open.
class ConcurrencyTest {
  private static final int THREADS = 32;

  /// How long the threads read, at least.
  private static final long SECONDS = Long.getLong("hyperslab.concurrency.seconds", 10);

  private static final int ROWS = 400;
  private static final int COLUMNS = 300;
  private static final List<String> DATASETS =
      List.of("/contiguous", "/chunked", "/deflated", "/growing");
  private static final List<String> TEXTS = List.of("one", "zwei", "", "trois", "quattro");

  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong interrupts = new AtomicLong();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean running = true;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void everyValueIsRightInEveryThread() throws IOException, InterruptedException {
    try (Hdf5File file = Hdf5File.open(write())) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        SplittableRandom random = new SplittableRandom(i);
        threads.add(Thread.ofPlatform().daemon().start(() -> readOn(file, random)));
      }
      interruptAnyOf(threads);
      running = false;
      for (Thread thread : threads) {
        assertThat(thread.join(java.time.Duration.ofMinutes(1)))
            .describedAs("no deadlock")
            .isTrue();
      }
      assertThat(failures).isEmpty();
      assertThat(file.isOpen()).isTrue();
      check(file.dataset("/contiguous"), 0, ROWS, 1, 0, COLUMNS);
    }
    System.out.println(
        "Concurrent reads: " + reads + " in " + THREADS + " threads, interrupts: " + interrupts);
    assertThat(reads.get()).isGreaterThan(THREADS * SECONDS);
    assertThat(interrupts.get()).isGreaterThan(SECONDS);
  }

  private void interruptAnyOf(List<Thread> threads) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(THREADS);
    Stint stint = Stint.ofSeconds(SECONDS, this::isEnough);
    while (failures.isEmpty() && stint.goesOn()) {
      threads.get(random.nextInt(THREADS)).interrupt();
      interrupts.incrementAndGet();
      Thread.sleep(1);
    }
  }

  private boolean isEnough() {
    return reads.get() > THREADS * SECONDS && interrupts.get() > SECONDS;
  }

  // What escapes a thread would otherwise be lost.
  @SuppressWarnings("CatchingUnchecked")
  private void readOn(Hdf5File file, SplittableRandom random) {
    try {
      while (running) {
        readSomething(file, random);
        reads.incrementAndGet();
        if (random.nextInt(4) == 0) {
          boolean _ = Thread.interrupted();
        }
      }
    } catch (Throwable e) {
      failures.add(e);
    }
  }

  private static void readSomething(Hdf5File file, SplittableRandom random) {
    switch (random.nextInt(6)) {
      case 0 -> assertThat(file.dataset("/texts").readStrings()).containsExactlyElementsOf(TEXTS);
      case 1 -> assertThat(file.group("/").names()).hasSize(DATASETS.size() + 1);
      default -> {
        Dataset dataset = file.dataset(DATASETS.get(random.nextInt(DATASETS.size())));
        int row = random.nextInt(ROWS);
        int step = random.nextInt(1, 4);
        int column = random.nextInt(COLUMNS);
        check(
            dataset,
            row,
            Math.min(ROWS, row + random.nextInt(1, 60)),
            step,
            column,
            Math.min(COLUMNS, column + random.nextInt(1, 60)));
      }
    }
  }

  private static void check(
      Dataset dataset, int firstRow, int endRow, int step, int firstColumn, int endColumn) {
    int[] values =
        dataset.readInts(
            Selection.of(
                firstRow + ":" + endRow + ":" + step + "," + firstColumn + ":" + endColumn));
    int at = 0;
    for (int row = firstRow; row < endRow; row += step) {
      for (int column = firstColumn; column < endColumn; column++) {
        if (values[at] != value(row, column)) {
          throw new AssertionError(dataset + " [" + row + ", " + column + "] is " + values[at]);
        }
        at++;
      }
    }
    assertThat(values).hasSize(at);
  }

  private static int value(int row, int column) {
    return row * 1000 + column;
  }

  private Path write() {
    ByteBuffer values =
        ByteBuffer.allocate(ROWS * COLUMNS * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        values.putInt(value(row, column));
      }
    }
    Path path = folder.resolve("concurrent.h5");
    Libhdf5Layout chunks = Libhdf5Layout.chunked(30, 70);
    List<Libhdf5Layout> layouts =
        List.of(
            Libhdf5Layout.contiguous(),
            chunks,
            chunks.shuffled().deflated(),
            chunks.growingTo(-1L, -1L).deflated());
    try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.V110)) {
      for (int i = 0; i < layouts.size(); i++) {
        file.dataset(
            DATASETS.get(i),
            Libhdf5Type.int32(),
            new long[] {ROWS, COLUMNS},
            layouts.get(i),
            values.array());
      }
      file.texts("/texts", Libhdf5Layout.contiguous(), TEXTS.toArray(String[]::new));
    }
    return path;
  }
}
