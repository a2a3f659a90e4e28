package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.testkit.Stint;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many threads read one file at once, and are interrupted all the while.
@Timeout(90)
class ConcurrencyTest {
  private static final int THREADS = 16;
  private static final int READS = 300;
  private static final long INTERRUPTS = 50;

  private static final long SECONDS = 2;

  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong interrupted = new AtomicLong();

  @Test
  void manyThreadsReadOneFile() throws Exception {
    List<Thread> threads = new ArrayList<>();
    AtomicBoolean done = new AtomicBoolean();
    try (Hdf5File grid = Fixtures.open("grid.h5");
        Hdf5File layouts = Fixtures.open("layouts-latest.h5");
        ExecutorService pool =
            Executors.newFixedThreadPool(
                THREADS,
                task -> {
                  Thread thread = new Thread(task);
                  threads.add(thread);
                  return thread;
                })) {
      List<Future<?>> results = new ArrayList<>();
      List<Wanted> wanted = someReads(grid, layouts);
      Stint stint =
          Stint.ofSeconds(SECONDS, () -> reads.get() >= READS && interrupted.get() >= INTERRUPTS);
      for (int i = 0; i < THREADS; i++) {
        long seed = i;
        results.add(
            pool.submit(() -> readFor(stint, grid.dataset("grid"), wanted, new Random(seed))));
      }
      Thread interrupter = Thread.ofPlatform().start(() -> interrupt(threads, done));
      try {
        for (Future<?> result : results) {
          result.get();
        }
      } finally {
        done.set(true);
        interrupter.join();
      }
      assertThat(grid.isOpen()).isTrue();
      assertThat(grid.dataset("grid").readLongs()).isEqualTo(Fixtures.numbers(96000));
    }
    assertThat(reads.get()).isGreaterThanOrEqualTo(READS);
    assertThat(interrupted.get()).isGreaterThanOrEqualTo(INTERRUPTS);
  }

  private static void interrupt(List<Thread> threads, AtomicBoolean done) {
    Random random = new Random(99);
    while (!done.get()) {
      threads.get(random.nextInt(threads.size())).interrupt();
      LockSupport.parkNanos(200_000);
    }
  }

  /// A read and what it gives. They are made beforehand: to work them out takes longer than
  /// reading.
  private record Wanted(Dataset dataset, SelectionCase selection) {
    void check() {
      assertThat(dataset.readLongs(selection.selection())).isEqualTo(selection.ordinals());
    }
  }

  private static List<Wanted> someReads(Hdf5File grid, Hdf5File layouts) {
    Random random = new Random(16);
    List<Dataset> datasets =
        List.of(
            grid.dataset("grid"),
            layouts.dataset("fixedArray/all"),
            layouts.dataset("btree2/gzip"),
            layouts.dataset("contiguous"),
            layouts.dataset("largeExtensibleArray"),
            layouts.dataset("compact"));
    List<Wanted> reads = new ArrayList<>();
    for (int i = 0; i < READS; i++) {
      Dataset dataset = datasets.get(i % datasets.size());
      reads.add(new Wanted(dataset, SelectionCase.random(random, dataset.shape())));
    }
    return reads;
  }

  private void readFor(Stint stint, Dataset grid, List<Wanted> wanted, Random random) {
    while (stint.goesOn()) {
      switch (random.nextInt(40)) {
        case 0 -> assertThat(grid.readLongs()).isEqualTo(Fixtures.numbers(96_000));
        case 1 -> readIntoConfinedMemory(grid);
        default -> wanted.get(random.nextInt(wanted.size())).check();
      }
      reads.incrementAndGet();
      if (Thread.interrupted()) {
        interrupted.incrementAndGet();
      }
    }
  }

  private static void readIntoConfinedMemory(Dataset grid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(4L * 96000, 4);
      grid.readInto(target, Selection.all());
      assertThat(target.getAtIndex(ValueLayout.JAVA_INT, 95_999)).isEqualTo(95_999);
    }
  }

  @Test
  void anInterruptIsKeptForTheCaller() throws IOException {
    try (Hdf5File file = Fixtures.open("grid.h5")) {
      Thread.currentThread().interrupt();
      long[] all = file.dataset("grid").readLongs();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(all).isEqualTo(Fixtures.numbers(96000));
      assertThat(file.dataset("grid").readInts(Selection.of("1, 1"))).containsExactly(301);
    }
  }

  @Test
  void closingWhileOthersReadEndsTheirReads() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 20; round++) {
        Hdf5File file = Fixtures.open("grid.h5");
        Dataset grid = file.dataset("grid");
        List<Future<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          readers.add(pool.submit(() -> readUntilClosed(grid)));
        }
        TimeUnit.MILLISECONDS.sleep(5);
        file.close();
        for (Future<Integer> reader : readers) {
          assertClosed(reader);
        }
      }
    }
  }

  private static int readUntilClosed(Dataset grid) {
    int count = 0;
    while (true) {
      assertThat(grid.readLongs()).hasSize(96000);
      count++;
      if (count > 1_000_000) {
        return count;
      }
    }
  }

  private static void assertClosed(Future<Integer> reader) throws InterruptedException {
    try {
      throw new AssertionError("went on reading a closed file: " + reader.get());
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(IllegalStateException.class);
    }
  }
}
