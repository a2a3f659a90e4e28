package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows that are taken on when the medium turns out to be full while they are written: at any of
/// the writes, and with parts of them written already.
class FullMediumTest {
  private static final int BATCH = 10_000;

  /// Twelve megabytes: several parts of an appender's, each of several writes.
  private static final int BATCHES = 150;

  private final GrowableMemoryStorage medium = WritableStorage.memory();
  private final RefusingStorage storage = new RefusingStorage(medium, 1000);

  private static long[] rows(long first, int count) {
    return LongStream.range(first, first + count).toArray();
  }

  private Hdf5File create() throws IOException {
    Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults());
    file.createDataset("x")
        .type(Datatypes.INT64)
        .shape(0)
        .maxShape(Dataspace.UNLIMITED)
        .chunks(16_384)
        .create();
    file.flush();
    return file;
  }

  /// Whether a dataset holds the first numbers, as many as it has elements.
  private static void requireFirst(Dataset dataset) {
    long size = dataset.size();
    assertThat(dataset.read(long[].class, Selection.all())).isEqualTo(rows(0, (int) size));
  }

  /// Adds rows, also if the medium is full for once.
  ///
  /// @param before rows that were added
  /// @return whether it was full
  private boolean add(Dataset dataset, Appender appender, long before, Runnable addition) {
    try {
      addition.run();
      return false;
    } catch (UncheckedIOException e) {
      assertThat(e).hasMessageContaining(RefusingStorage.MESSAGE);
      // Whoever reads is told, and does not see half of what was added.
      assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(dataset::shape);
      storage.allow();
      requireFirst(dataset);
      assertThat(dataset.size() + appender.pendingRows()).isEqualTo(before);
      addition.run();
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 14, 17})
  void noRowIsLostOrDoubled(int writes) throws IOException {
    boolean full = false;
    try (Hdf5File file = create()) {
      Dataset dataset = file.dataset("x");
      storage.allow(writes);
      try (Appender appender = dataset.appender()) {
        for (int i = 0; i < BATCHES; i++) {
          long[] rows = rows((long) i * BATCH, BATCH);
          full |= add(dataset, appender, (long) i * BATCH, () -> appender.append(rows));
        }
        full |= add(dataset, appender, (long) BATCHES * BATCH, appender::flush);
      }
      assertThat(full).isTrue();
      assertThat(dataset.size()).isEqualTo((long) BATCHES * BATCH);
      requireFirst(dataset);
    }
    try (Hdf5File stored = Hdf5File.open(medium.toBytes())) {
      assertThat(stored.dataset("x").size()).isEqualTo((long) BATCHES * BATCH);
      requireFirst(stored.dataset("x"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5, 8, 13})
  void aRollbackForgetsWhatWasHandedOver(int writes) throws IOException {
    try (Hdf5File file = create()) {
      Dataset dataset = file.dataset("x");
      dataset.append(rows(0, 5));
      file.flush();
      storage.allow(writes);
      Appender appender = dataset.appender();
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> {
            for (int i = 0; i < BATCHES; i++) {
              appender.append(rows(-BATCH, BATCH));
            }
            appender.flush();
          });
      file.rollback();
      storage.allow();
      assertThat(dataset.size()).isEqualTo(5);
      long kept = appender.pendingRows();
      appender.close();
      assertThat(dataset.size()).isEqualTo(5 + kept);
      requireFirst(dataset, 5);
    }
  }

  private static void requireFirst(Dataset dataset, int count) {
    assertThat(dataset.read(long[].class, Selection.of(":" + count))).isEqualTo(rows(0, count));
  }

  @Test
  void rowsOneByOneAreKeptToo() throws IOException {
    try (Hdf5File file = create()) {
      Dataset dataset = file.dataset("x");
      dataset.append(rows(0, 1));
      file.flush();
      storage.refuse();
      for (int i = 1; i < 40_000; i++) {
        dataset.append(rows(i, 1));
      }
      assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(dataset::shape);
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> dataset.append(new long[1 << 20]));
      storage.allow();
      assertThat(dataset.size()).isEqualTo(40_000);
      requireFirst(dataset);
    }
    try (Hdf5File stored = Hdf5File.open(medium.toBytes())) {
      assertThat(stored.dataset("x").size()).isEqualTo(40_000);
      requireFirst(stored.dataset("x"));
    }
  }
}
