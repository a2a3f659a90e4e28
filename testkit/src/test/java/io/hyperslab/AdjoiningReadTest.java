package io.hyperslab;

import static io.hyperslab.BulkElements.COLUMNS;
import static io.hyperslab.BulkElements.COUNT;
import static io.hyperslab.BulkElements.FIRST_ODD_ONE;
import static io.hyperslab.BulkElements.ROWS;
import static io.hyperslab.BulkElements.expected;
import static io.hyperslab.BulkElements.floats;
import static io.hyperslab.BulkElements.odd;
import static io.hyperslab.BulkElements.records;
import static io.hyperslab.BulkElements.shorts;
import static io.hyperslab.BulkElements.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.storage.Storage;
import io.hyperslab.testkit.FaultyStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import io.hyperslab.testkit.ShortReadingStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reads of elements that libhdf5 wrote one after the other, and that are converted or taken apart
/// while they are read. Chunked datasets of the same elements are read in another way.
@Timeout(120)
class AdjoiningReadTest {
  @TempDir static Path directory;
  private static Path path;
  private static Hdf5File file;

  @BeforeAll
  static void makeFile() throws IOException {
    path = directory.resolve("file.h5");
    try (Libhdf5File made = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      make(made, "floats", Libhdf5Type.float32BigEndian(), floats());
      make(made, "shorts", Libhdf5Type.int16BigEndian(), shorts());
      make(made, "odd", Libhdf5Type.int64(), odd());
      make(made, "records", BulkElements.recordType(), records());
    }
    file = Hdf5File.open(path);
  }

  private static void make(Libhdf5File made, String name, Libhdf5Type type, byte[] elements) {
    long[] shape = {ROWS, COLUMNS};
    made.dataset(name, type, shape, Libhdf5Layout.contiguous(), elements);
    made.dataset("chunked " + name, type, shape, Libhdf5Layout.chunked(100, 300), elements);
  }

  @AfterAll
  static void close() throws IOException {
    file.close();
  }

  private static NdArray array(double[] elements) {
    return NdArray.of(elements, ROWS, COLUMNS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "chunked "})
  void numbersInAnotherOrderArriveAsTheyAre(String layout) {
    short[] shorts = new short[COUNT];
    file.dataset(layout + "shorts").readInto(NdArray.of(shorts, ROWS, COLUMNS));
    assertThat(file.dataset(layout + "shorts").readShorts()).isEqualTo(shorts);
    float[] floats = new float[COUNT];
    file.dataset(layout + "floats").readInto(NdArray.of(floats, ROWS, COLUMNS));
    assertThat(file.dataset(layout + "floats").readFloats()).isEqualTo(floats);
    for (int i = 0; i < COUNT; i++) {
      if (shorts[i] != (short) i || floats[i] != (float) value(i)) {
        assertThat(i).as("element that is another").isEqualTo(-1);
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate((long) COUNT * Float.BYTES, Float.BYTES);
      NdArray outside = NdArray.of(memory, Datatypes.FLOAT32, ROWS, COLUMNS);
      file.dataset(layout + "floats").readInto(outside);
      assertThat(memory.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED)).isEqualTo(floats);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "chunked "})
  void membersArriveInMemoryOfTheCaller(String layout) {
    double[] out = new double[COUNT];
    Dataset records = file.dataset(layout + "records");
    records.field("x").readInto(array(out));
    assertThat(out).isEqualTo(expected());
    assertThat(records.field("x").readDoubles()).isEqualTo(expected());
    records.field("n").readInto(array(out));
    assertThat(out).isEqualTo(IntStream.range(0, COUNT).mapToDouble(i -> (short) i).toArray());
    NdArray both = records.fields("n", "x").read(Selection.of("1300, 990:"));
    NdArray target = NdArray.zeros(both.datatype(), 7);
    records.fields("n", "x").select(Selection.of("1300, 990:")).readInto(target);
    assertThat(target.field("x").toDoubles())
        .isEqualTo(Arrays.copyOfRange(expected(), COUNT - 7, COUNT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"floats", "chunked floats"})
  void rowsLandWhereTheViewPoints(String name) {
    double[] out = new double[COUNT];
    Selection rows = Selection.of("17:1290");
    file.dataset(name).readInto(array(out).view(Selection.of("3:1276")), rows);
    double[] expected = new double[COUNT];
    System.arraycopy(expected(), 17 * COLUMNS, expected, 3 * COLUMNS, 1273 * COLUMNS);
    assertThat(out).isEqualTo(expected);
    assertThat(file.dataset(name).readDoubles(rows))
        .isEqualTo(Arrays.copyOfRange(expected(), 17 * COLUMNS, 1290 * COLUMNS));
    assertThat(file.dataset(name).readDoubles(Selection.of("1300, 990:")))
        .isEqualTo(Arrays.copyOfRange(expected(), COUNT - 7, COUNT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"odd", "chunked odd"})
  void theFirstValueThatDoesNotFitIsNamed(String name) {
    NdArray target = array(new double[COUNT]);
    for (int round = 0; round < 5; round++) {
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> file.dataset(name).readInto(target))
          .withMessageContaining(Long.toString((1L << 60) + 1))
          .withMessageContaining("/" + name);
    }
    file.dataset(name).with(Conversion.CLIP).readInto(target);
    assertThat(target.getDouble(FIRST_ODD_ONE / COLUMNS, FIRST_ODD_ONE % COLUMNS))
        .isEqualTo(0x1p60);
    assertThat(target.getDouble(ROWS - 1, COLUMNS - 1)).isEqualTo(COUNT - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"floats", "chunked floats"})
  void arraysThatMustNotBeChangedAreNot(String name) {
    double[] out = new double[COUNT];
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> file.dataset(name).readInto(array(out).asReadOnly()))
        .withMessageContaining("read-only");
    assertThat(out).containsOnly(0);
  }

  private static Hdf5File open(Storage storage) throws IOException {
    return Hdf5File.open(storage, OpenOptions.defaults());
  }

  @Test
  void requestsMayBeAnsweredShort() throws IOException {
    try (Hdf5File other = open(new ShortReadingStorage(Storage.file(path), 100_003, 7))) {
      double[] out = new double[COUNT];
      other.dataset("floats").readInto(array(out));
      assertThat(out).isEqualTo(expected());
      Arrays.fill(out, 0);
      other.dataset("records").field("x").readInto(array(out));
      assertThat(out).isEqualTo(expected());
    }
  }

  @Test
  void aFailureOfTheMediumIsNotKeptBack() throws IOException {
    NdArray target = array(new double[COUNT]);
    for (int fault : new int[] {40, 41, 42, 43}) {
      try (Hdf5File other = open(FaultyStorage.failingFrom(Storage.file(path), fault))) {
        assertThatExceptionOfType(UncheckedIOException.class)
            .isThrownBy(() -> {
              for (int i = 0; i < 10; i++) {
                other.dataset("floats").readInto(target);
                other.dataset("records").field("x").readInto(target);
              }
            });
      }
    }
  }
}
