package io.hyperslab;

import static io.hyperslab.BulkElements.COLUMNS;
import static io.hyperslab.BulkElements.COUNT;
import static io.hyperslab.BulkElements.FIRST_ODD_ONE;
import static io.hyperslab.BulkElements.ROWS;
import static io.hyperslab.BulkElements.doubles;
import static io.hyperslab.BulkElements.expected;
import static io.hyperslab.BulkElements.floats;
import static io.hyperslab.BulkElements.odd;
import static io.hyperslab.BulkElements.records;
import static io.hyperslab.BulkElements.shorts;
import static io.hyperslab.BulkElements.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reads that are large enough for several threads, of elements that libhdf5 wrote.
@Timeout(120)
class BulkReadTest {
  @TempDir static Path directory;
  private static Path path;
  private static Hdf5File file;

  @BeforeAll
  static void makeFile() throws IOException {
    path = directory.resolve("file.h5");
    long[] shape = {ROWS, COLUMNS};
    Libhdf5Layout contiguous = Libhdf5Layout.contiguous();
    Libhdf5Layout chunked = Libhdf5Layout.chunked(100, 300);
    try (Libhdf5File made = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      byte[] doubles = doubles();
      made.dataset("doubles", Libhdf5Type.float64(), shape, contiguous, doubles);
      made.dataset("chunked", Libhdf5Type.float64(), shape, chunked, doubles);
      byte[] floats = floats();
      made.dataset("floats", Libhdf5Type.float32BigEndian(), shape, contiguous, floats);
      made.dataset("chunkedFloats", Libhdf5Type.float32BigEndian(), shape, chunked, floats);
      byte[] shorts = shorts();
      made.dataset("shorts", Libhdf5Type.int16BigEndian(), shape, contiguous, shorts);
      made.dataset("chunkedShorts", Libhdf5Type.int16BigEndian(), shape, chunked, shorts);
      made.dataset("odd", Libhdf5Type.int64(), shape, contiguous, odd());
      made.dataset("chunkedOdd", Libhdf5Type.int64(), shape, chunked, odd());
      made.dataset("records", BulkElements.recordType(), shape, contiguous, records());
    }
    file = Hdf5File.open(path);
  }

  @AfterAll
  static void close() throws IOException {
    file.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"doubles", "chunked", "floats", "chunkedFloats"})
  void numbersOfEachLayoutAndTypeArriveAsDoubles(String name) {
    Dataset dataset = file.dataset(name);
    assertThat(dataset.readDoubles()).isEqualTo(expected());
    double[] reused = new double[COUNT];
    dataset.readInto(NdArray.of(reused, ROWS, COLUMNS));
    assertThat(reused).isEqualTo(expected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"doubles", "chunked", "floats", "chunkedFloats"})
  void partsArriveInTheOrderOfTheSelection(String name) {
    Dataset dataset = file.dataset(name);
    double[] expected = new double[1200 * 299];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = value((1250 - i / 299) * COLUMNS + 7 + 3 * (i % 299));
    }
    Selection selection = Selection.of("1250:50:-1, 7:904:3");
    assertThat(dataset.readDoubles(selection)).isEqualTo(expected);
    assertThat(dataset.read(selection).toDoubles()).isEqualTo(expected);
    assertThat(dataset.select(Selection.of("50:1251")).readDoubles(selectionOfPart()))
        .isEqualTo(expected);
  }

  private static Selection selectionOfPart() {
    return Selection.of("1200:0:-1, 7:904:3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shorts", "chunkedShorts"})
  void integersArriveAsEveryJavaNumber(String name) {
    Dataset dataset = file.dataset(name);
    int[] expected = IntStream.range(0, COUNT).map(i -> (short) i).toArray();
    assertThat(dataset.readInts()).isEqualTo(expected);
    assertThat(dataset.readLongs()).isEqualTo(Arrays.stream(expected).asLongStream().toArray());
    assertThat(dataset.readDoubles()).isEqualTo(Arrays.stream(expected).asDoubleStream().toArray());
    short[] shorts = dataset.readShorts();
    assertThat(IntStream.range(0, COUNT).map(i -> shorts[i]).toArray()).isEqualTo(expected);
    float[] floats = dataset.readFloats();
    assertThat(IntStream.range(0, COUNT).map(i -> (int) floats[i]).toArray()).isEqualTo(expected);
    byte[] clipped = dataset.with(Conversion.CLIP).readBytes();
    assertThat(clipped[127]).isEqualTo((byte) 127);
    assertThat(clipped[128]).isEqualTo((byte) 127);
    assertThat(clipped[0x8000]).isEqualTo((byte) -128);
  }

  @ParameterizedTest
  @ValueSource(strings = {"odd", "chunkedOdd"})
  void theFirstValueThatDoesNotFitIsNamedWhicheverThreadMeetsOne(String name) {
    for (int round = 0; round < 5; round++) {
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> file.dataset(name).readDoubles())
          .withMessageContaining("element " + FIRST_ODD_ONE)
          .withMessageContaining(Long.toString((1L << 60) + 1))
          .withMessageContaining("/" + name);
    }
    double[] clipped = file.dataset(name).with(Conversion.CLIP).readDoubles();
    assertThat(clipped[FIRST_ODD_ONE]).isEqualTo(0x1p60);
    assertThat(clipped[COUNT - 1]).isEqualTo(COUNT - 1);
  }

  @Test
  void membersAreTakenOutOfCompounds() {
    Dataset records = file.dataset("records");
    assertThat(records.field("x").readDoubles()).isEqualTo(expected());
    int[] numbers = IntStream.range(0, COUNT).map(i -> (short) i).toArray();
    assertThat(records.field("n").readInts()).isEqualTo(numbers);
    float[] some = records.field("x").select(Selection.of("1, 5:9")).readFloats();
    assertThat(some)
        .containsExactly(
            (float) value(COLUMNS + 5),
            (float) value(COLUMNS + 6),
            (float) value(COLUMNS + 7),
            (float) value(COLUMNS + 8));
    assertThat(records.field("x").as(Datatypes.FLOAT32).readDoubles()).isEqualTo(expected());
  }

  @Test
  void memoryOutsideTheHeapIsFilledTooEvenThatOfOneThread() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate((long) COUNT * Double.BYTES, Double.BYTES);
      file.dataset("doubles").readInto(memory, Selection.all());
      assertThat(memory.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED)).isEqualTo(expected());
    }
  }

  @Test
  void theThreadsAreTheOnesThatWereChosen() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Executor never = _ -> asked.incrementAndGet();
    Executor here =
        task -> {
          asked.incrementAndGet();
          task.run();
        };
    Executor rejecting =
        _ -> {
          asked.incrementAndGet();
          throw new RejectedExecutionException("on purpose");
        };
    for (Executor executor : new Executor[] {never, here, rejecting}) {
      asked.set(0);
      OpenOptions options = OpenOptions.defaults().threads(3).executor(executor);
      try (Hdf5File other = Hdf5File.open(path, options)) {
        assertThat(other.dataset("doubles").readDoubles()).isEqualTo(expected());
        assertThat(other.dataset("chunkedFloats").readDoubles()).isEqualTo(expected());
        assertThat(asked.get()).isPositive();
        other
            .dataset("floats")
            .forEachSlab(
                500,
                (first, rows) ->
                    assertThat(rows.getDouble(0, 0)).isEqualTo(value((int) first * COLUMNS)));
      }
    }
  }

  @Test
  void oneThreadAsksNobody() throws IOException {
    Executor none =
        _ -> {
          throw new AssertionError("asked");
        };
    OpenOptions options = OpenOptions.defaults().executor(none).threads(1);
    try (Hdf5File other = Hdf5File.open(path, options)) {
      assertThat(other.dataset("doubles").readDoubles()).isEqualTo(expected());
      assertThat(other.dataset("chunked").readDoubles()).isEqualTo(expected());
      assertThat(other.dataset("floats").readDoubles()).isEqualTo(expected());
    }
    assertThatIllegalArgumentException().isThrownBy(() -> OpenOptions.defaults().threads(0));
  }

  private static Hdf5File open(Storage storage) throws IOException {
    return Hdf5File.open(storage, OpenOptions.defaults());
  }

  @Test
  void requestsMayBeAnsweredShort() throws IOException {
    Storage whole = Storage.file(path);
    try (Hdf5File other = open(new ShortReadingStorage(whole, 100_003, 7))) {
      assertThat(other.dataset("doubles").readDoubles()).isEqualTo(expected());
      assertThat(other.dataset("floats").readDoubles()).isEqualTo(expected());
    }
  }

  @Test
  void aFailureOfTheMediumIsTheSameInEveryThread() throws IOException {
    for (int fault : new int[] {40, 41, 42, 43}) {
      Storage whole = Storage.file(path);
      try (Hdf5File other = open(FaultyStorage.failingFrom(whole, fault))) {
        assertThatExceptionOfType(UncheckedIOException.class)
            .isThrownBy(() -> {
              for (int i = 0; i < 10; i++) {
                other.dataset("doubles").readDoubles();
                other.dataset("floats").readDoubles();
              }
            });
      }
    }
  }

  @Test
  void anInterruptNeitherStopsAReadNorGetsLost() {
    Thread.currentThread().interrupt();
    assertThat(file.dataset("doubles").readDoubles()).isEqualTo(expected());
    assertThat(Thread.interrupted()).isTrue();
    Thread.currentThread().interrupt();
    assertThat(total(file.dataset("doubles"), 100)).isEqualTo(DoubleStream.of(expected()).sum());
    assertThat(Thread.interrupted()).isTrue();
  }

  private static double total(Dataset dataset, int rows) {
    double[] all = new double[COUNT];
    dataset.forEachSlab(
        rows,
        (first, slab) ->
            System.arraycopy(slab.toDoubles(), 0, all, (int) first * COLUMNS, (int) slab.size()));
    return DoubleStream.of(all).sum();
  }

  @Test
  void aClosedFileIsNotRead() throws IOException {
    Dataset dataset;
    try (Hdf5File other = Hdf5File.open(path)) {
      dataset = other.dataset("doubles");
    }
    assertThatIllegalStateException().isThrownBy(dataset::readDoubles);
    assertThatIllegalStateException().isThrownBy(() -> dataset.forEachSlab(10, (_, _) -> {}));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 650, 1300, 1301, 5000})
  void slabsAreAllRowsInOrder(int rows) {
    for (String name : new String[] {"doubles", "chunked"}) {
      double[] all = new double[COUNT];
      long[] next = {0};
      file.dataset(name)
          .forEachSlab(
              rows,
              (first, slab) -> {
                assertThat(first).isEqualTo(next[0]);
                long height = Math.min(rows, ROWS - first);
                assertThat(slab.shape()).containsExactly(height, COLUMNS);
                assertThat(slab.segment().heapBase()).containsInstanceOf(double[].class);
                double[] values = slab.toDoubles();
                System.arraycopy(values, 0, all, (int) first * COLUMNS, values.length);
                next[0] += height;
              });
      assertThat(next[0]).isEqualTo(ROWS);
      assertThat(all).isEqualTo(expected());
    }
  }

  @Test
  void slabsOfViewsAreWhatTheyShow() {
    double[] columns = new double[301 * 3];
    file.dataset("records")
        .field("n")
        .as(Datatypes.FLOAT64)
        .select(Selection.of("1000:, :3"))
        .forEachSlab(
            40,
            (first, slab) -> {
              double[] values = slab.toDoubles();
              System.arraycopy(values, 0, columns, (int) first * 3, values.length);
            });
    double[] expected = new double[columns.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (short) ((1000 + i / 3) * COLUMNS + i % 3);
    }
    assertThat(columns).isEqualTo(expected);
  }

  @Test
  void slabsAreConvertedToTheBuffersOfTheCaller() {
    double[] one = new double[200 * COLUMNS];
    double[] two = new double[200 * COLUMNS];
    double[] all = new double[COUNT];
    NdArray first = NdArray.of(one, 200, COLUMNS);
    NdArray second = NdArray.of(two, 200, COLUMNS);
    for (String name : new String[] {"floats", "chunkedFloats"}) {
      Arrays.fill(all, 0);
      file.dataset(name)
          .forEachSlab(
              first,
              second,
              (row, slab) -> {
                double[] buffer = row / 200 % 2 == 0 ? one : two;
                assertThat(slab.segment().heapBase()).containsSame(buffer);
                int place = (int) row * COLUMNS;
                System.arraycopy(buffer, 0, all, place, (int) slab.size());
              });
      assertThat(all).isEqualTo(expected());
    }
    NdArray small = NdArray.of(new double[COLUMNS], 1, COLUMNS);
    for (NdArray wrong : new NdArray[] {small.reshape(COLUMNS), small.reshape(COLUMNS, 1)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.dataset("floats").forEachSlab(wrong, wrong, (_, _) -> {}));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.dataset("floats").forEachSlab(first, small, (_, _) -> {}));
  }

  @Test
  void whatASlabsVisitorThrowsEndsTheRead() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    AtomicInteger visits = new AtomicInteger();
    assertThatIllegalStateException()
        .isThrownBy(() ->
            file.dataset("doubles")
                .forEachSlab(
                    100,
                    (first, _) -> {
                      visits.incrementAndGet();
                      if (first == 200) {
                        throw failure;
                      }
                    }))
        .isSameAs(failure);
    assertThat(visits).hasValue(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.dataset("doubles").forEachSlab(0, (_, _) -> {}));
  }

  @Test
  void aFailureWhileReadingAheadIsThrownWhenItsSlabIsDue() {
    AtomicInteger visits = new AtomicInteger();
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() ->
            file.dataset("odd")
                .as(Datatypes.FLOAT64)
                .forEachSlab(100, (_, _) -> visits.incrementAndGet()));
    assertThat(visits).hasValue(FIRST_ODD_ONE / COLUMNS / 100);
  }

  @Test
  void slabsOfAFileThatChangesAreReadWhenTheyAreDue() throws IOException {
    Path changing = directory.resolve("changing.h5");
    try (Hdf5File made = Hdf5File.create(changing)) {
      Dataset numbers = made.write("numbers", new int[] {0, 1, 2, 3, 4, 5});
      int[] sum = {0};
      numbers.forEachSlab(
          2,
          (first, slab) -> {
            sum[0] += slab.getInt(0);
            numbers.write(Selection.slice(first, 6), -1);
          });
      assertThat(sum[0]).isEqualTo(-2);
    }
  }
}
