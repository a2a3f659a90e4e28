package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.storage.WritableStorage;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A file is closed while other threads change it, read it, or close it too.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CloseConcurrencyTest {
  private static final int ROUNDS = 5;

  /// Changes of a thread before the file is closed.
  private static final int FIRST = 5;

  /// More than a thread ever makes.
  private static final int MOST = 10_000_000;

  private static final int LARGE = 1 << 20;

  @TempDir Path directory;
  private final ExecutorService others = Executors.newCachedThreadPool();

  /// What a thread does again and again, with the numbers 1, 2, 3 ...
  private enum Change {
    ELEMENTS {
      @Override
      void make(Hdf5File file, int number) {
        file.dataset("elements").write(number);
      }

      @Override
      long found(Hdf5File file) {
        return file.dataset("elements").readInt();
      }
    },
    CHUNKS {
      @Override
      void make(Hdf5File file, int number) {
        file.dataset("chunks").write(Selection.at(3), number);
      }

      @Override
      long found(Hdf5File file) {
        return file.dataset("chunks").readInts()[3];
      }
    },
    ROWS {
      @Override
      void make(Hdf5File file, int number) {
        file.dataset("rows").append(number);
      }

      @Override
      long found(Hdf5File file) {
        return file.dataset("rows").size();
      }
    },
    APPENDER {
      @Override
      void make(Hdf5File file, int number) {
        try (Appender appender = file.dataset("appended").appender()) {
          appender.append(number);
        }
      }

      @Override
      long found(Hdf5File file) {
        return file.dataset("appended").size();
      }
    },
    ATTRIBUTE {
      @Override
      void make(Hdf5File file, int number) {
        file.root().attributes().set("number", number);
      }

      @Override
      long found(Hdf5File file) {
        return file.root().attributes().get("number").readInt();
      }
    },
    LINKS {
      @Override
      void make(Hdf5File file, int number) {
        file.createGroup("groups/" + number);
      }

      @Override
      long found(Hdf5File file) {
        return file.group("groups").names().size();
      }
    },
    USER_BLOCK {
      @Override
      void make(Hdf5File file, int number) throws IOException {
        file.writeUserBlock(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
      }

      @Override
      long found(Hdf5File file) {
        return ByteBuffer.wrap(file.userBlock()).getInt();
      }
    };

    abstract void make(Hdf5File file, int number) throws IOException;

    abstract long found(Hdf5File file);
  }

  @AfterEach
  void endThreads() {
    others.close();
  }

  private static Hdf5File create(Path path, boolean inMemory) throws IOException {
    CreateOptions options = CreateOptions.defaults().userBlock(512);
    Hdf5File file = Hdf5File.create(path, inMemory ? options.core(true) : options);
    file.write("large", new long[LARGE]);
    file.write("elements", 0);
    file.createDataset("chunks").type(INT32).shape(8).chunks(8).gzip(1).create();
    for (String rows : List.of("rows", "appended")) {
      file.createDataset(rows)
          .type(INT32)
          .shape(0)
          .maxShape(Dataspace.UNLIMITED)
          .chunks(64)
          .create();
    }
    file.createGroup("groups");
    return file;
  }

  /// Changes a file until it is closed.
  ///
  /// @return how many changes were made
  private static int changeUntilClosed(Hdf5File file, Change change, CountDownLatch begun)
      throws IOException {
    int made = 0;
    try {
      while (made < MOST) {
        change.make(file, made + 1);
        made++;
        if (made == FIRST) {
          begun.countDown();
        }
      }
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("closed");
    }
    return made;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatOthersHaveChangedIsCommittedAndAllElseIsRefused(boolean inMemory) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Path path = directory.resolve(round + ".h5");
      Map<Change, Future<Integer>> made = new EnumMap<>(Change.class);
      CountDownLatch begun = new CountDownLatch(Change.values().length);
      try (Hdf5File file = create(path, inMemory)) {
        for (Change change : Change.values()) {
          made.put(change, others.submit(() -> changeUntilClosed(file, change, begun)));
        }
        assertThat(begun.await(5, TimeUnit.MINUTES)).isTrue();
      }
      try (Hdf5File stored = Hdf5File.open(path)) {
        for (Change change : Change.values()) {
          long expected = made.get(change).get();
          assertThat(change.found(stored)).as("%s", change).isEqualTo(expected);
        }
        assertThat(FileCheck.of(stored).isSound()).isTrue();
      }
    }
  }

  /// Ways to close a file.
  enum Closing {
    COMMITTING,
    DROPPING;

    void close(Hdf5File file) throws IOException {
      if (this == COMMITTING) {
        file.close();
      } else {
        file.closeWithoutCommit();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Closing.class)
  void whoClosesItTooReturnsWhenItIsClosed(Closing second) throws Exception {
    for (int round = 0; round < 4 * ROUNDS; round++) {
      Path path = directory.resolve(round + ".h5");
      Hdf5File file = create(path, round % 2 == 0);
      CyclicBarrier start = new CyclicBarrier(2);
      Future<Boolean> other = others.submit(() -> closed(file, start, second));
      assertThat(closed(file, start, Closing.COMMITTING)).isTrue();
      assertThat(other.get(5, TimeUnit.MINUTES)).isTrue();
    }
  }

  /// Closes a file, after which anybody may read it.
  private static Boolean closed(Hdf5File file, CyclicBarrier start, Closing closing)
      throws Exception {
    Path path = file.path().orElseThrow();
    start.await(5, TimeUnit.MINUTES);
    closing.close(file);
    assertThat(file.isOpen()).isFalse();
    Hdf5File.open(path).close();
    return true;
  }

  @Test
  void whoReadsIsRefusedOrSeesWhatThereWas() throws Exception {
    for (int round = 0; round < 4 * ROUNDS; round++) {
      Hdf5File file = create(directory.resolve(round + ".h5"), false);
      file.flush();
      Dataset numbers =
          file.createDataset("numbers").type(INT64).shape(LARGE).chunks(4096).create();
      numbers.write(7);
      CountDownLatch begun = new CountDownLatch(2);
      Callable<Boolean> reading = () -> readUntilClosed(numbers, begun);
      List<Future<Boolean>> readers = List.of(others.submit(reading), others.submit(reading));
      assertThat(begun.await(5, TimeUnit.MINUTES)).isTrue();
      file.closeWithoutCommit();
      for (Future<Boolean> reader : readers) {
        assertThat(reader.get(5, TimeUnit.MINUTES)).isTrue();
      }
    }
  }

  private static Boolean readUntilClosed(Dataset numbers, CountDownLatch begun) {
    try {
      for (int i = 0; i < MOST; i++) {
        assertThat(Arrays.stream(numbers.readLongs(Selection.of("-65536:"))).allMatch(n -> n == 7))
            .isTrue();
        begun.countDown();
      }
      return false;
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("closed");
      return true;
    }
  }

  /// Closes the file that it is read from, or written to.
  record Closer(long number) {
    private static Closeable file = () -> {};

    Closer {
      close();
    }

    private static void close() {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public long number() {
      close();
      return number;
    }
  }

  @Test
  void aReadOrChangeOfItDoesNotCloseIt() throws IOException {
    Path path = directory.resolve("open.h5");
    Closer[] rows = {new Closer(1), new Closer(2)};
    try (Hdf5File file = Hdf5File.create(path)) {
      Dataset dataset = file.write("rows", rows);
      Closer.file = file::close;
      assertThatIllegalStateException()
          .isThrownBy(() -> dataset.read(Closer[].class))
          .withMessageContaining("from within");
      assertThatIllegalStateException()
          .isThrownBy(() -> dataset.write(rows))
          .withMessageContaining("from within");
      assertThat(file.isOpen()).isTrue();
    } finally {
      Closer.file = () -> {};
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.dataset("rows").read(Closer[].class)).isEqualTo(rows);
    }
  }

  @Test
  void everyFailureIsTold() throws IOException {
    RefusingStorage storage = new RefusingStorage(WritableStorage.memory(), 1000);
    Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults());
    file.flush();
    file.write("x", new long[LARGE]);
    storage.refuse();
    storage.refuseCuts();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(file::close)
        .withMessageContaining(RefusingStorage.MESSAGE)
        .satisfies(e -> assertThat(e.getSuppressed()).as("of cutting off").hasSize(1));
    assertThat(file.isOpen()).isFalse();
    file.close();
    file.closeWithoutCommit();
  }
}
