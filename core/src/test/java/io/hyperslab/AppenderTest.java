package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.ReadOnlyFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows that are added one by one: by an [Appender], and by [Dataset#append(Object)], which takes
/// them on as well and must not let anybody see that.
class AppenderTest {
  @TempDir Path folder;
  private Path path;
  private Hdf5File file;

  record Reading(int sensor, double value) {}

  record Note(int number, String text) {}

  @BeforeEach
  void create() throws IOException {
    path = folder.resolve("rows.h5");
    file = Hdf5File.create(path);
  }

  @AfterEach
  void close() throws IOException {
    file.closeWithoutCommit();
  }

  private DatasetBuilder growing(String name, Datatype type) {
    return file.createDataset(name).type(type).shape(0).maxShape(Dataspace.UNLIMITED).chunks(7);
  }

  private Dataset ints(String name) {
    return growing(name, Datatypes.INT32).create();
  }

  private static byte[] littleEndian(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, count).forEach(bytes::putInt);
    return bytes.array();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void libhdf5ReadsWhatWasAdded(boolean compressed) throws IOException {
    DatasetBuilder builder = growing("x", Datatypes.INT32);
    Dataset x = (compressed ? builder.shuffle().gzip(6) : builder).create();
    try (Appender rows = x.appender()) {
      for (int i = 0; i < 500; i++) {
        rows.append(i);
      }
      rows.append(new int[] {500, 501});
    }
    Dataset y = growing("y", Datatypes.INT32).create();
    for (int i = 0; i < 300; i++) {
      y.append(i);
    }
    file.close();
    try (Libhdf5File other = Libhdf5.open(path)) {
      assertThat(other.read("x")).isEqualTo(littleEndian(502));
      assertThat(other.read("y")).isEqualTo(littleEndian(300));
    }
  }

  @Test
  void moreThanABufferIsWrittenOnTheWay() throws IOException {
    int count = 700_000;
    Dataset x = growing("x", Datatypes.INT32).chunks(1000).create();
    try (Appender rows = x.appender()) {
      for (int i = 0; i < count; i++) {
        rows.append(i);
      }
      assertThat(rows.pendingRows()).isPositive().isLessThan(count / 2);
      assertThat(x.size()).isEqualTo(count - rows.pendingRows()).isEqualTo(x.size() / 1000 * 1000);
    }
    Dataset y = growing("y", Datatypes.INT32).chunks(1000).create();
    for (int i = 0; i < count; i++) {
      y.append(i);
    }
    file.close();
    try (Libhdf5File other = Libhdf5.open(path)) {
      assertThat(other.read("x")).isEqualTo(littleEndian(count));
      assertThat(other.read("y")).isEqualTo(littleEndian(count));
    }
  }

  @Test
  void rowsOfAnAppenderAreSeenWhenItIsFlushed() {
    Dataset x = ints("x");
    Appender rows = x.appender();
    rows.append(1);
    assertThat(x.size()).isZero();
    assertThat(rows.pendingRows()).isEqualTo(1);
    rows.flush();
    assertThat(x.readInts()).containsExactly(1);
    rows.append(2);
    rows.close();
    assertThat(x.readInts()).containsExactly(1, 2);
    rows.close();
    assertThatIllegalStateException().isThrownBy(() -> rows.append(3));
    assertThatIllegalStateException().isThrownBy(rows::flush);
  }

  @Test
  void appendedRowsAreSeenAtOnceByEverybody() throws Exception {
    Dataset x = ints("x");
    Dataset same = file.dataset("x");
    Dataset y = ints("y");
    for (int i = 0; i < 20; i++) {
      x.append(i);
      same.append(-i);
      y.append(2 * i);
      if (i % 3 == 0) {
        assertThat(same.size()).isEqualTo(2 * i + 2);
        int expected = 2 * i;
        int[] seen = new int[1];
        Thread reader = new Thread(() -> seen[0] = y.readInts()[expected / 2]);
        reader.start();
        reader.join();
        assertThat(seen[0]).isEqualTo(expected);
      }
    }
    assertThat(x.readInts()).startsWith(0, 0, 1, -1, 2, -2).endsWith(19, -19).hasSize(40);
    assertThat(x.storedChunkCount()).isEqualTo(6);
  }

  @Test
  void otherChangesComeAfterAppendedRows() {
    Dataset x = ints("x");
    x.append(1);
    x.append(2);
    x.write(Selection.of("0:1"), 9);
    x.append(3);
    x.resize(2);
    x.append(4);
    assertThat(x.readInts()).containsExactly(9, 2, 4);
    x.append(5);
    file.delete("x");
    assertThatExceptionOfType(NoSuchObjectException.class).isThrownBy(() -> x.append(6));
    assertThat(file.root().names()).isEmpty();
  }

  @Test
  void aCommitTakesAppendedRowsAndARollbackDropsThem() throws IOException {
    Dataset x = ints("x");
    x.append(1);
    x.append(2);
    file.flush();
    x.append(3);
    Appender rows = x.appender();
    rows.append(4);
    file.rollback();
    assertThat(x.readInts()).containsExactly(1, 2);
    rows.close();
    assertThat(x.readInts()).containsExactly(1, 2, 4);
    x.append(5);
    file.close();
    try (Hdf5File again = Hdf5File.open(path)) {
      assertThat(again.dataset("x").readInts()).containsExactly(1, 2, 4, 5);
    }
  }

  @Test
  void aRowThatIsRefusedIsNoRow() {
    Dataset x = growing("x", Datatypes.of(Reading.class)).create();
    try (Appender rows = x.appender()) {
      rows.append(new Reading(1, 0.5));
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> rows.append("text"))
          .withMessageContaining("/x");
      rows.append(new Reading(2, 1.5));
    }
    Dataset bytes = growing("bytes", Datatypes.UINT8).create();
    bytes.append(1);
    bytes.append(2);
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> bytes.append(new int[] {3, 256}))
        .withMessageContaining("/bytes");
    bytes.append(4);
    assertThat(bytes.readInts()).containsExactly(1, 2, 4);
    assertThat(x.read(Reading[].class)).containsExactly(new Reading(1, 0.5), new Reading(2, 1.5));
  }

  @Test
  void rowsOfVariableLengthHaveTheirData() throws IOException {
    Dataset notes = growing("notes", Datatypes.of(Note.class)).create();
    Dataset texts = growing("texts", Datatypes.VARIABLE_STRING).create();
    try (Appender rows = notes.appender()) {
      for (int i = 0; i < 30; i++) {
        rows.append(new Note(i, "note " + i));
        texts.append("text " + i);
      }
    }
    file.close();
    try (Hdf5File again = Hdf5File.open(path)) {
      assertThat(again.dataset("notes").read(Note[].class))
          .hasSize(30)
          .endsWith(new Note(29, "note 29"));
      assertThat(again.dataset("texts").readStrings()).hasSize(30).startsWith("text 0", "text 1");
    }
  }

  @Test
  void anyDimensionGrows() {
    Dataset x =
        file.createDataset("x")
            .type(Datatypes.INT32)
            .shape(2, 0, 3)
            .maxShape(2, Dataspace.UNLIMITED, 3)
            .chunks(2, 2, 2)
            .create();
    try (Appender columns = x.appender(1)) {
      for (int i = 0; i < 5; i++) {
        columns.append(new int[][] {{i, i + 1, i + 2}, {-i, -i - 1, -i - 2}});
      }
      columns.append(NdArray.of(new int[12], 2, 2, 3));
    }
    assertThat(x.shape()).containsExactly(2, 7, 3);
    assertThat(x.readInts(Selection.of("0, :, 0"))).containsExactly(0, 1, 2, 3, 4, 0, 0);
    assertThat(x.readInts(Selection.of("1, :, 2"))).containsExactly(-2, -3, -4, -5, -6, 0, 0);
  }

  @Test
  void whatCannotGrowIsRefused() throws IOException {
    file.createDataset("fixed").type(Datatypes.INT32).shape(3).create();
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(() -> file.dataset("fixed").appender());
    Dataset x =
        file.createDataset("x").type(Datatypes.INT32).shape(0).maxShape(3).chunks(2).create();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> x.appender(1));
    try (Appender rows = x.appender()) {
      rows.append(1);
      rows.append(new int[] {2, 3});
      assertThatIllegalArgumentException().isThrownBy(() -> rows.append(4));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> x.append(4));
    assertThat(x.readInts()).containsExactly(1, 2, 3);
    file.close();
    try (Hdf5File again = Hdf5File.open(path)) {
      assertThatExceptionOfType(ReadOnlyFileException.class)
          .isThrownBy(() -> again.dataset("x").appender());
    }
  }

  @Test
  void rowsOfAnotherShapeAreRefused() {
    Dataset x =
        file.createDataset("x")
            .type(Datatypes.FLOAT64)
            .shape(0, 2)
            .maxShape(Dataspace.UNLIMITED, 4)
            .chunks(4, 2)
            .create();
    Appender rows = x.appender();
    rows.append(new double[] {1, 2});
    assertThatIllegalArgumentException().isThrownBy(() -> rows.append(new double[3]));
    rows.append(5.0);
    rows.append(new double[] {3, 4});
    x.resizeAxis(1, 3);
    assertThatIllegalArgumentException().isThrownBy(rows::flush);
    x.resizeAxis(1, 2);
    rows.close();
    assertThat(x.readDoubles()).containsExactly(1, 2, 5, 5, 3, 4);
  }

  @Test
  void othersReadAndCommitWhileRowsAreHandedOver() throws Exception {
    Dataset x =
        file.createDataset("x")
            .type(Datatypes.INT64)
            .shape(0)
            .maxShape(Dataspace.UNLIMITED)
            .chunks(8192)
            .create();
    int batch = 5000;
    int batches = 1200;
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<Long> reader =
          executor.submit(() -> {
            long reads = 0;
            long before = 0;
            while (!done.get()) {
              long[] seen = x.read(long[].class, Selection.all());
              assertThat(seen.length).isGreaterThanOrEqualTo((int) before);
              assertThat(seen).isEqualTo(LongStream.range(0, seen.length).toArray());
              before = seen.length;
              reads++;
              file.flush();
            }
            return reads;
          });
      try (Appender rows = x.appender()) {
        for (long i = 0; i < batches; i++) {
          rows.append(LongStream.range(i * batch, (i + 1) * batch).toArray());
        }
      } finally {
        done.set(true);
      }
      assertThat(reader.get()).isPositive();
    }
    assertThat(x.read(long[].class, Selection.all()))
        .isEqualTo(LongStream.range(0, (long) batches * batch).toArray());
  }

  @Test
  void rowsThatFindNoRoomAnyMoreHinderNobodyElse() throws IOException {
    Dataset x =
        file.createDataset("x")
            .type(Datatypes.INT8)
            .shape(0, 8192)
            .maxShape(300, 8192)
            .chunks(1, 8192)
            .create();
    byte[] row = new byte[8192];
    Appender late = x.appender();
    for (int i = 0; i < 200; i++) {
      late.append(row);
    }
    try (Appender first = x.appender()) {
      for (int i = 0; i < 200; i++) {
        first.append(row);
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> {
          for (int i = 0; i < 100; i++) {
            late.append(row);
          }
        });
    assertThatIllegalArgumentException().isThrownBy(late::close);
    assertThat(x.shape()).containsExactly(200, 8192);
    file.write("y", 1);
    file.flush();
    assertThat(file.dataset("y").readInts()).containsExactly(1);
  }

  @Test
  void rowsThatHaveNoElementsAreAddedToo() throws IOException {
    Dataset empty =
        file.createDataset("empty")
            .type(Datatypes.INT32)
            .shape(5, 0)
            .maxShape(Dataspace.UNLIMITED, Dataspace.UNLIMITED)
            .chunks(4, 4)
            .create();
    try (Appender appender = empty.appender(0)) {
      appender.append(new int[2][0]);
    }
    empty.append(new int[1][0]);
    assertThat(empty.shape()).containsExactly(8, 0);
  }
}
