package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows and elements that the numbers of the format cannot hold are refused by the call that brings
/// them, and nothing else is.
class NearLimitsTest {
  /// Chunks of all rows but one are numbered behind each other, and there may be so many.
  private static final long WIDE = 1L << 40;

  private static final int COLUMNS = 256;

  private GrowableMemoryStorage medium = WritableStorage.memory();
  private Hdf5File file;

  @BeforeEach
  void create() throws IOException {
    create(CreateOptions.defaults().latest());
  }

  private void create(CreateOptions options) throws IOException {
    medium = WritableStorage.memory();
    file = Hdf5File.create(medium, options);
    file.write("before", 1); // The first operation is never put off.
  }

  @AfterEach
  void close() throws IOException {
    file.closeWithoutCommit();
  }

  /// A dataset each of whose rows has chunks with 2^32 numbers.
  private DatasetBuilder wide() {
    return file.createDataset("x")
        .type(Datatypes.INT32)
        .shape(0, COLUMNS)
        .maxShape(Dataspace.UNLIMITED, WIDE)
        .chunks(1, COLUMNS);
  }

  private static int[] row(int value) {
    int[] row = new int[COLUMNS];
    Arrays.fill(row, value);
    return row;
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.objectPath()).contains("/x"));
  }

  /// All that was not refused is there, now and after the commit.
  private void assertSound(int... expected) throws IOException {
    assertThat(file.dataset("before").readInt()).isEqualTo(1);
    file.write("behind", 2);
    assertThat(file.dataset("x").readInts()).isEqualTo(expected);
    file.flush();
    try (Hdf5File again = Hdf5File.open(medium.toBytes())) {
      assertThat(again.dataset("x").readInts()).isEqualTo(expected);
      assertThat(again.dataset("behind").readInt()).isEqualTo(2);
    }
  }

  @Test
  void aRowThatTheIndexCannotHoldIsRefused() throws IOException {
    Dataset x = wide().create();
    x.append(row(7));
    assertRefused(() -> x.append(row(8)));
    assertRefused(() -> x.append(row(9)));
    assertSound(row(7));
  }

  @Test
  void anAppenderRefusesItToo() throws IOException {
    Dataset x = wide().create();
    try (Appender rows = x.appender()) {
      rows.append(row(7));
      assertRefused(() -> rows.append(row(8)));
      assertThat(file.dataset("before").readInt()).isEqualTo(1);
    }
    assertSound(row(7));
  }

  /// The dataset has come close to the limit since the appender looked.
  @Test
  void anAppenderLooksAgain() throws IOException {
    Dataset x =
        file.createDataset("x")
            .type(Datatypes.INT32)
            .shape(0)
            .maxShape(Dataspace.UNLIMITED)
            .chunks(1)
            .create();
    try (Appender rows = x.appender()) {
      x.resize(1L << 32);
      assertRefused(() -> rows.append(8));
      x.resize(2);
      rows.append(9);
    }
    assertSound(0, 0, 9);
  }

  @Test
  void anElementThatTheIndexCannotHoldIsRefused() throws IOException {
    Dataset x = wide().gzip(1).create();
    x.resize(2, COLUMNS);
    x.write(Selection.of("0"), 7);
    assertRefused(() -> x.write(Selection.of("1, 5"), 5));
    int[] expected = Arrays.copyOf(row(7), 2 * COLUMNS);
    assertSound(expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anArrayWithTooManyElementsIsRefused(boolean rows) throws IOException {
    DatasetBuilder builder =
        file.createDataset("x").type(Datatypes.INT32).shape(4).maxShape(1L << 60).chunks(4);
    Dataset x = builder.gzip(1).create();
    assertRefused(rows ? () -> x.append(new int[] {1, 2}) : () -> x.write(Selection.of("1"), 5));
    assertSound(0, 0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rowsUpToTheLastNumberAreTaken(boolean appender) throws IOException {
    long before = (1L << 32) - 2;
    Dataset x =
        file.createDataset("x")
            .type(Datatypes.INT32)
            .shape(before)
            .maxShape(Dataspace.UNLIMITED)
            .chunks(1)
            .create();
    try (Appender rows = x.appender()) {
      for (int i = 0; i < 2; i++) {
        if (appender) {
          rows.append(i + 1);
        } else {
          x.append(i + 1);
        }
      }
      assertRefused(appender ? () -> rows.append(3) : () -> x.append(3));
    }
    assertThat(file.dataset("before").readInt()).isEqualTo(1);
    assertThat(x.readInts(Selection.of("-2:"))).containsExactly(1, 2);
    assertThat(x.size()).isEqualTo(1L << 32);
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V114"})
  void moreElementsThanCanBeCountedAreRefused(LibraryVersion version) throws IOException {
    file.closeWithoutCommit();
    create(CreateOptions.defaults().libraryVersions(version, version));
    Dataset x =
        file.createDataset("x")
            .type(Datatypes.INT8)
            .shape(Long.MAX_VALUE - 1)
            .maxShape(Dataspace.UNLIMITED)
            .chunks(16)
            .create();
    assertRefused(() -> x.append(new byte[4]));
    assertRefused(() -> x.append(new byte[1]));
    try (Appender rows = x.appender()) {
      assertRefused(() -> rows.append(new byte[4]));
    }
    assertThat(file.dataset("before").readInt()).isEqualTo(1);
    assertThat(x.size()).isEqualTo(Long.MAX_VALUE - 1);
    file.flush();
  }

  @Test
  void moreRowsThanCanBeCountedAreRefusedEvenIfTheyAreEmpty() throws IOException {
    Dataset x =
        file.createDataset("x")
            .type(Datatypes.INT8)
            .shape(Long.MAX_VALUE - 1, 0)
            .maxShape(Dataspace.UNLIMITED, 4)
            .chunks(16, 4)
            .create();
    assertRefused(() -> x.append(new byte[4][0]));
    assertThat(file.dataset("before").readInt()).isEqualTo(1);
    assertThat(x.shape()).containsExactly(Long.MAX_VALUE - 1, 0);
    file.flush();
  }

  /// The sizes of the others would multiply to more than can be counted.
  @Test
  void noElementsMayHaveLargeSidesInAnyOrder() throws IOException {
    long[][] shapes = {
      {1L << 62, 4, 0}, {4, 1L << 62, 0}, {1L << 62, 0, 4}, {0, 1L << 62, 4}, {0, 4, 1L << 62}
    };
    Dataset x =
        file.createDataset("x")
            .type(Datatypes.INT32)
            .shape(0, 0, 0)
            .maxShape(Dataspace.UNLIMITED, Dataspace.UNLIMITED, Dataspace.UNLIMITED)
            .chunks(1, 1, 1)
            .create();
    for (long[] shape : shapes) {
      x.resize(shape);
      assertThat(x.shape()).containsExactly(shape);
      assertThat(x.size()).isZero();
      file.flush();
      try (Hdf5File again = Hdf5File.open(medium.toBytes())) {
        assertThat(again.dataset("x").shape()).containsExactly(shape);
      }
    }
    assertRefused(() -> x.resize(1L << 62, 4, 1));
    x.resize(1, 1, 1);
    assertThat(x.readInts()).containsExactly(0);
  }
}
