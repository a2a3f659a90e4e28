package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.NameExistsException;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Structures that other threads encode before a commit are stored as one thread stores them.
class EncodingAheadTest {
  private static final int MANY = 4000;

  private static byte[] made(OpenOptions options, Consumer<Hdf5File> work) {
    GrowableMemoryStorage storage = WritableStorage.memory();
    try (Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults().open(options))) {
      work.accept(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return storage.toBytes();
  }

  private static byte[] byOneThread(Consumer<Hdf5File> work) {
    return made(OpenOptions.defaults().threads(1), work);
  }

  private static byte[] with(Executor executor, Consumer<Hdf5File> work) {
    return made(OpenOptions.defaults().threads(2).executor(executor), work);
  }

  /// What other threads make is the same as what one makes, and they do make something.
  private static void check(Consumer<Hdf5File> work) {
    byte[] expected = byOneThread(work);
    AtomicInteger tasks = new AtomicInteger();
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Executor counting =
          task -> {
            tasks.incrementAndGet();
            pool.execute(task);
          };
      assertThat(with(counting, work)).isEqualTo(expected);
    }
    assertThat(tasks).hasPositiveValue();
    assertThat(with(Runnable::run, work)).isEqualTo(expected);
    assertThat(with(_ -> {}, work)).isEqualTo(expected);
    Executor rejecting =
        _ -> {
          throw new RejectedExecutionException("made for a test");
        };
    assertThat(with(rejecting, work)).isEqualTo(expected);
    Executor failing =
        _ -> {
          throw new IllegalStateException("made for a test");
        };
    assertThat(with(failing, work)).isEqualTo(expected);
    Executor withoutThreads =
        _ -> {
          throw new OutOfMemoryError("made for a test");
        };
    assertThat(with(withoutThreads, work)).isEqualTo(expected);
  }

  private static void datasets(Hdf5File file, int from, int to) {
    for (int i = from; i < to; i++) {
      file.root().write("d" + i, new int[] {i, i + 1, i + 2});
    }
  }

  private static void groups(Hdf5File file) {
    for (int i = 0; i < MANY; i++) {
      file.root().createGroup("g" + i).attributes().set("value", i);
    }
  }

  @Test
  void manyDatasets() {
    check(file -> datasets(file, 0, MANY));
  }

  @Test
  void libhdf5ReadsWhatOthersHaveEncoded(@TempDir Path folder) throws IOException {
    Path path =
        Files.write(
            folder.resolve("made.h5"), with(Runnable::run, file -> datasets(file, 0, MANY)));
    try (Libhdf5File file = Libhdf5.open(path)) {
      for (int i = 0; i < MANY; i += 7) {
        ByteBuffer elements = ByteBuffer.wrap(file.read("d" + i)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(elements.getInt(4)).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void objectsThatChangeAfterTheyWereEncoded() {
    check(file -> {
      groups(file);
      for (int i = 0; i < MANY; i += 3) {
        file.root().group("g" + i).attributes().set("value", -i).set("another", 1.5);
      }
      for (int i = 1; i < MANY; i += 5) {
        file.root().delete("g" + i);
      }
    });
  }

  @Test
  void severalCommits() {
    check(file -> {
      datasets(file, 0, MANY);
      flush(file);
      for (int i = 0; i < MANY; i++) {
        file.root().dataset("d" + i).attributes().set("number", i);
      }
      flush(file);
      datasets(file, MANY, 2 * MANY);
    });
  }

  @Test
  void operationsThatFailInBetween() {
    check(file -> {
      for (int i = 0; i < MANY; i++) {
        file.root().write("d" + i, new int[] {i});
        if (i % 100 == 0) {
          String name = "d" + i;
          assertThatThrownBy(() -> file.root().write(name, 1))
              .isInstanceOf(NameExistsException.class);
        }
      }
    });
  }

  @Test
  void changesThatAreRolledBack() {
    check(file -> {
      datasets(file, 0, MANY);
      rollBack(file);
      groups(file);
    });
  }

  private static void flush(Hdf5File file) {
    try {
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void rollBack(Hdf5File file) {
    try {
      file.rollback();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
