package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Stint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Threads that read a file and threads that write it, interrupted all the while: nobody ever sees
/// half an operation, and nobody gets stuck.
///
/// What is written in one operation is made of equal numbers, so that readers can tell.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class WriterConcurrencyTest {
  private static final int READERS = Integer.getInteger("hyperslab.concurrency.readers", 12);

  /// How long the threads work, at least.
  private static final long SECONDS = Integer.getInteger("hyperslab.concurrency.seconds", 2);

  private static final long CHANGES = 50;
  private static final long INTERRUPTS = 50;
  private static final int ROWS = 24;
  private static final int COLUMNS = 16;
  private static final int TEXTS = 6;
  private static final long FILL = 7;

  @TempDir Path directory;
  private final AtomicBoolean done = new AtomicBoolean();

  /// Held by changes of several steps, between which no rollback may come.
  private final ReentrantLock steps = new ReentrantLock();

  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong interrupted = new AtomicLong();

  @ParameterizedTest
  @EnumSource(
      value = LibraryVersion.class,
      names = {"EARLIEST", "V18", "V110"})
  void nobodySeesHalfAnOperation(LibraryVersion low) throws Exception {
    Path path = directory.resolve(low + ".h5");
    CreateOptions options = CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST);
    try (Hdf5File file = Hdf5File.create(path, options)) {
      fill(file);
      file.flush();
      List<Worker> workers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        workers.add(new Worker(i, random -> read(file, random)));
      }
      workers.add(new Worker(101, random -> changeRows(file, random)));
      workers.add(new Worker(102, random -> changeNames(file, random)));
      run(workers);
      assertThat(file.isOpen()).isTrue();
      checkAll(file);
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      checkAll(file);
    }
    checkWithLibhdf5(path);
    System.getLogger(WriterConcurrencyTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0}: {1} reads, {2} changes, {3} interrupts",
            low,
            reads,
            changes,
            interrupted);
    assertThat(reads.get()).isGreaterThan(READERS);
    assertThat(changes.get()).isGreaterThan(CHANGES);
    assertThat(interrupted.get()).isGreaterThan(INTERRUPTS);
  }

  /// What a thread does again and again.
  @FunctionalInterface
  private interface Turn {
    void take(Random random) throws IOException;
  }

  private final class Worker {
    private final Thread thread;
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    Worker(long seed, Turn turn) {
      thread = new Thread(() -> work(new Random(seed), turn));
    }

    private void work(Random random, Turn turn) {
      try {
        while (!done.get()) {
          turn.take(random);
          if (Thread.interrupted()) {
            interrupted.incrementAndGet();
          }
        }
        result.complete(null);
      } catch (IOException | RuntimeException | AssertionError e) {
        result.completeExceptionally(e);
        done.set(true);
      }
    }
  }

  private void run(List<Worker> workers) throws Exception {
    workers.forEach(worker -> worker.thread.start());
    Random random = new Random(99);
    Stint stint = Stint.ofSeconds(SECONDS, this::isEnough);
    while (!done.get() && stint.goesOn()) {
      workers.get(random.nextInt(workers.size())).thread.interrupt();
      LockSupport.parkNanos(200_000);
    }
    done.set(true);
    for (Worker worker : workers) {
      worker.result.get(60, TimeUnit.SECONDS);
    }
  }

  private boolean isEnough() {
    return reads.get() > READERS && changes.get() > CHANGES && interrupted.get() > INTERRUPTS;
  }

  private static void fill(Hdf5File file) {
    file.createDataset("chunked")
        .type(INT64)
        .shape(ROWS, COLUMNS)
        .chunks(4, COLUMNS)
        .gzip(1)
        .write(0);
    file.createDataset("contiguous").type(INT64).shape(ROWS, COLUMNS).write(0);
    file.createDataset("compact").type(INT64).shape(COLUMNS).compact().write(0);
    file.createDataset("log")
        .type(INT64)
        .shape(0, COLUMNS)
        .maxShape(Dataspace.UNLIMITED, COLUMNS)
        .chunks(5, COLUMNS)
        .create();
    file.createDataset("sized")
        .type(INT64)
        .shape(5, 5)
        .maxShape(Dataspace.UNLIMITED, Dataspace.UNLIMITED)
        .chunks(3, 4)
        .fill(FILL)
        .create();
    file.write("texts", texts(0));
    file.createGroup("pairs").attributes().set("numbers", pair(0)).set("texts", texts(0));
    file.createGroup("names");
  }

  private static String[] texts(long version) {
    String[] texts = new String[TEXTS];
    Arrays.fill(texts, "version " + version + "x".repeat((int) (version % 50)));
    return texts;
  }

  private static long[] pair(long number) {
    return new long[] {number, -number};
  }

  private void changeRows(Hdf5File file, Random random) throws IOException {
    long version = changes.incrementAndGet();
    String target = random.nextBoolean() ? "chunked" : "contiguous";
    switch (random.nextInt(9)) {
      case 0 -> file.dataset(target).write(version);
      case 1, 2 ->
          file.dataset(target).write(Selection.of(String.valueOf(random.nextInt(ROWS))), version);
      case 3 -> file.dataset("compact").write(version);
      case 4, 5 -> append(file.dataset("log"), 1 + random.nextInt(7));
      case 6 -> file.dataset("sized").resize(random.nextInt(12), 1 + random.nextInt(12));
      case 7 -> file.dataset("texts").write(texts(version));
      default -> {
        if (random.nextInt(3) == 0) {
          steps.lock();
          try {
            file.rollback();
          } finally {
            steps.unlock();
          }
        } else {
          file.flush();
        }
      }
    }
  }

  /// Row `i` holds the number `i` everywhere.
  private static void append(Dataset log, int rows) {
    long[][] elements = new long[rows][COLUMNS];
    long first = log.shape()[0];
    for (int i = 0; i < rows; i++) {
      Arrays.fill(elements[i], first + i);
    }
    if (first > 400) {
      log.resize(0, COLUMNS);
    } else {
      log.append(elements);
    }
  }

  private void changeNames(Hdf5File file, Random random) {
    steps.lock();
    try {
      changeName(file, random);
    } finally {
      steps.unlock();
    }
  }

  private void changeName(Hdf5File file, Random random) {
    long version = changes.incrementAndGet();
    Group names = file.group("names");
    String name = "name " + random.nextInt(30);
    switch (random.nextInt(6)) {
      case 0 -> file.group("pairs").attributes().set("numbers", pair(version));
      case 1 -> file.group("pairs").attributes().set("texts", texts(version));
      case 2 -> file.group("pairs").attributes().set("more " + random.nextInt(20), pair(version));
      case 3 -> {
        names.deleteIfExists(name);
        names.write(name, new long[] {version, version, version});
      }
      case 4 -> {
        if (names.contains(name) && !names.contains("moved")) {
          names.move(name, "moved");
        }
      }
      default -> {
        names.deleteIfExists(name);
        names.deleteIfExists("moved");
      }
    }
  }

  private void read(Hdf5File file, Random random) {
    reads.incrementAndGet();
    String target = random.nextBoolean() ? "chunked" : "contiguous";
    switch (random.nextInt(9)) {
      case 0 -> checkRows(file.dataset(target).read(long[][].class));
      case 1 ->
          checkEqual(
              file.dataset(target).readLongs(Selection.of(String.valueOf(random.nextInt(ROWS)))));
      case 2 -> checkEqual(file.dataset("compact").readLongs());
      case 3 -> checkLog(file.dataset("log").read(long[][].class));
      case 4 ->
          assertThat(Arrays.stream(file.dataset("sized").readLongs()).distinct()).isSubsetOf(FILL);
      case 5 -> checkTexts(file.dataset("texts").readStrings());
      case 6 -> checkPairs(file.group("pairs"));
      case 7 -> checkNames(file.group("names"));
      default ->
          assertThat(file.root().names()).contains("chunked", "compact", "log", "pairs", "texts");
    }
  }

  private static void checkRows(long[][] rows) {
    assertThat(rows).hasDimensions(ROWS, COLUMNS);
    for (long[] row : rows) {
      checkEqual(row);
    }
  }

  private static void checkEqual(long[] numbers) {
    assertThat(numbers).isNotEmpty().containsOnly(numbers[0]);
  }

  private static void checkLog(long[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      assertThat(rows[i]).containsOnly(i);
    }
  }

  private static void checkTexts(String[] texts) {
    assertThat(texts).hasSize(TEXTS).containsOnly(texts[0]);
    assertThat(texts[0]).startsWith("version ");
  }

  private static void checkPairs(Group group) {
    for (Attribute attribute : group.attributes()) {
      try {
        if (attribute.name().equals("texts")) {
          checkTexts(attribute.readStrings());
        } else {
          long[] pair = attribute.readLongs();
          assertThat(pair).isEqualTo(pair(pair[0]));
        }
      } catch (NoSuchObjectException e) {
        assertThat(e).hasMessageContaining("absent");
      }
    }
  }

  private static void checkNames(Group names) {
    for (String name : names.names()) {
      try {
        names.find(name).ifPresent(found -> checkEqual(((Dataset) found).readLongs()));
      } catch (NoSuchObjectException e) {
        assertThat(e).hasMessageContaining("deleted since this handle was made");
      }
    }
  }

  private static void checkAll(Hdf5File file) {
    checkRows(file.dataset("chunked").read(long[][].class));
    checkRows(file.dataset("contiguous").read(long[][].class));
    checkEqual(file.dataset("compact").readLongs());
    checkLog(file.dataset("log").read(long[][].class));
    checkTexts(file.dataset("texts").readStrings());
    checkPairs(file.group("pairs"));
    checkNames(file.group("names"));
  }

  private static void checkWithLibhdf5(Path path) {
    try (Libhdf5File file = Libhdf5.open(path)) {
      for (String name : new String[] {"chunked", "contiguous", "log"}) {
        LongBuffer numbers =
            ByteBuffer.wrap(file.read(name)).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        while (numbers.hasRemaining()) {
          long[] row = new long[COLUMNS];
          numbers.get(row);
          checkEqual(row);
        }
      }
    }
  }

  @Test
  void whoWalksAFileMayChangeItOnTheWay() throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      for (int i = 0; i < 20; i++) {
        file.write("group" + i % 5 + "/values" + i, new long[] {i});
      }
      file.walk().forEach(object -> object.attributes().set("seen", object.path()));
      assertThat(file.walk()).hasSize(26);
      assertThat(file.walk())
          .allSatisfy(object ->
              assertThat(object.attributes().get("seen").readString()).isEqualTo(object.path()));
      file.group("group0").names().forEach(name -> file.delete("group0/" + name));
      assertThat(file.group("group0").names()).isEmpty();
      file.dataset("group1/values1")
          .rows()
          .forEach(row -> file.dataset("group2/values2").write(row));
      assertThat(file.dataset("group2/values2").readLongs()).containsExactly(1);
    }
  }

  /// Changes the file it is read from.
  record Meddler(long number) {
    private static Runnable meddling = () -> {};

    Meddler {
      meddling.run();
    }
  }

  @Test
  void aReadThatWritesIsRefusedAndDoesNotHang() throws Exception {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      Dataset rows = file.write("rows", new Meddler[] {new Meddler(1), new Meddler(2)});
      AtomicBoolean reading = new AtomicBoolean();
      // Another thread has the turn, and waits for the read to end.
      Thread other =
          Thread.ofPlatform()
              .unstarted(() -> {
                while (!reading.get()) {
                  Thread.onSpinWait();
                }
                rows.attributes().set("other", 1);
              });
      Meddler.meddling =
          () -> {
            reading.set(true);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            rows.attributes().set("x", 1);
          };
      other.start();
      CompletableFuture<Void> read =
          CompletableFuture.runAsync(() ->
              assertThatIllegalStateException()
                  .isThrownBy(() -> rows.read(Meddler[].class))
                  .withMessage("a file cannot be changed from within a read of it"));
      try {
        read.get(30, TimeUnit.SECONDS);
      } finally {
        Meddler.meddling = () -> {};
      }
      other.join();
      assertThat(rows.read(Meddler[].class)).hasSize(2);
      assertThat(rows.attributes().get("other").readInt()).isEqualTo(1);
      assertThat(rows.attributes().find("x")).isEmpty();
    }
  }
}
