package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.StorageMember;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A store that says what a request costs, and what readers make of it.
class RequestCostTest {
  private static final int ROWS = 1024;
  private static final int COLUMNS = 512;
  private static final int DATASETS = 500;

  /// A round trip of 20 ms, 100 MB/s.
  private static final long FAR = 2_000_000;

  private static final int[] NUMBERS = new Random(3).ints((long) ROWS * COLUMNS).toArray();

  private static final String[] TEXTS =
      IntStream.range(0, 100_000).mapToObj(i -> "text " + i).toArray(String[]::new);

  @TempDir static Path folder;
  private static Path path;

  @BeforeAll
  static void create() throws IOException {
    path = folder.resolve("far.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createDataset("contiguous").shape(ROWS, COLUMNS).write(NUMBERS);
      file.createDataset("chunked").shape(ROWS, COLUMNS).chunks(256, 512).write(NUMBERS);
      file.createDataset("packed").shape(ROWS, COLUMNS).chunks(32, 32).gzip(1).write(NUMBERS);
      file.createDataset("texts").type(VARIABLE_STRING).shape(TEXTS.length).write((Object) TEXTS);
      Group many = file.createGroup("many");
      for (int i = 0; i < DATASETS; i++) {
        many.write("d" + i, i);
      }
    }
  }

  private static final class Far extends ForwardingStorage {
    private final long cost;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Far(Path path, long cost) throws IOException {
      super(Storage.file(path));
      this.cost = cost;
    }

    @Override
    public long requestCost() {
      return cost;
    }

    @Override
    public long read(long position, MemorySegment target) throws IOException {
      requests.incrementAndGet();
      long count = super.read(position, target);
      bytes.addAndGet(Math.max(0, count));
      return count;
    }
  }

  private interface Reading {
    void read(Hdf5File file) throws IOException;
  }

  private static long requests(long cost, Reading reading) throws IOException {
    return requests(path, cost, reading);
  }

  private static long requests(Path path, long cost, Reading reading) throws IOException {
    Far store = new Far(path, cost);
    try (Hdf5File file = Hdf5File.open(store, OpenOptions.defaults().threads(2))) {
      reading.read(file);
    }
    return store.requests.get();
  }

  /// Requests for the same, if they are as cheap as usual, and as dear as far away.
  private static void assertFewer(int times, Reading reading) throws IOException {
    long near = requests(8192, reading);
    assertThat(requests(FAR, reading)).isPositive().isLessThanOrEqualTo(near / times);
  }

  @Test
  void gapsAreReadWhereRequestsAreDear() throws IOException {
    // Rows 32 KiB apart.
    int[] expected =
        IntStream.range(0, ROWS / 16)
            .flatMap(i -> Arrays.stream(NUMBERS, 16 * i * COLUMNS, 16 * i * COLUMNS + 3))
            .toArray();
    assertFewer(
        5,
        file ->
            assertThat(file.dataset("contiguous").readInts(Selection.of("::16, :3")))
                .isEqualTo(expected));
  }

  @Test
  void partsForThreadsAreAsLongAsARequestIsDear() throws IOException {
    Reading whole = file -> assertThat(file.dataset("contiguous").readInts()).isEqualTo(NUMBERS);
    // 2 MiB: four parts where half a megabyte is enough, else one for each thread.
    assertThat(requests(FAR, whole)).isEqualTo(requests(8192, whole) - 2);
  }

  @Test
  void partsThatAreConvertedAreAsLong() throws IOException {
    double[] expected = Arrays.stream(NUMBERS).asDoubleStream().toArray();
    Reading whole =
        file -> assertThat(file.dataset("contiguous").readDoubles()).isEqualTo(expected);
    assertThat(requests(FAR, whole)).isEqualTo(requests(8192, whole) - 2);
  }

  @Test
  void textsAreReadTogether() throws IOException {
    Reading all = file -> assertThat(file.dataset("texts").readStrings()).isEqualTo(TEXTS);
    assertThat(requests(FAR, all)).isLessThanOrEqualTo(requests(8192, all) * 2 / 3);
    // libhdf5 has collections of 4096 bytes.
    Path other = folder.resolve("texts.h5");
    try (Libhdf5File file = Libhdf5.create(other, Libhdf5.Dialect.V110)) {
      file.texts("/texts", Libhdf5Layout.contiguous(), TEXTS);
    }
    assertThat(requests(other, FAR, all)).isLessThanOrEqualTo(requests(other, 8192, all) / 2);
  }

  /// Each stretch of a file that has next to nothing but texts, in the order of their elements.
  @Test
  void textsAreReadOnce() throws IOException {
    Path other = folder.resolve("once.h5");
    try (Hdf5File file = Hdf5File.create(other)) {
      file.createDataset("texts").type(VARIABLE_STRING).shape(TEXTS.length).write((Object) TEXTS);
    }
    Far store = new Far(other, FAR);
    try (Hdf5File file = Hdf5File.open(store, OpenOptions.defaults().threads(1))) {
      assertThat(file.dataset("texts").readStrings()).isEqualTo(TEXTS);
    }
    assertThat(store.bytes).hasValueLessThan(Files.size(other) * 11 / 10);
    // Two for the structures, one for the elements, the others for a megabyte each.
    assertThat(store.requests).hasValueLessThanOrEqualTo(8);
  }

  @Test
  void smallChunksAreReadTogether() throws IOException {
    assertFewer(2, file -> assertThat(file.dataset("packed").readInts()).isEqualTo(NUMBERS));
  }

  /// Waits in the first read of a chunk by each thread until two threads are at that.
  private static final class Meeting extends ForwardingStorage {
    private static final int CHUNK = 4096;

    private final CountDownLatch both = new CountDownLatch(2);
    private final Set<Thread> met = ConcurrentHashMap.newKeySet();
    private volatile boolean waits;

    Meeting(Path path) throws IOException {
      super(Storage.file(path));
    }

    @Override
    public long requestCost() {
      return FAR;
    }

    @Override
    public long read(long position, MemorySegment target) throws IOException {
      if (waits && target.byteSize() == CHUNK && met.add(Thread.currentThread())) {
        both.countDown();
        try {
          assertThat(both.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      return super.read(position, target);
    }
  }

  /// Each is a request of its own then: one thread after the other would take too long.
  @ParameterizedTest
  @ValueSource(strings = {"1:, :", "1:9, :1"})
  void chunksThatDoNotAdjoinAreReadByAllThreads(String selection) throws IOException {
    Path backwards = folder.resolve("backwards" + selection.length() + ".h5");
    int[] row = Arrays.copyOf(NUMBERS, Meeting.CHUNK / Integer.BYTES);
    int chunks = 128;
    try (Hdf5File file = Hdf5File.create(backwards)) {
      Dataset rows =
          file.createDataset("rows")
              .type(INT32)
              .shape(chunks, row.length)
              .chunks(1, row.length)
              .create();
      for (int i = chunks - 1; i >= 0; i--) {
        rows.write(Selection.of(i + ", :"), row);
        file.flush();
      }
    }
    Meeting store = new Meeting(backwards);
    try (Hdf5File file = Hdf5File.open(store, OpenOptions.defaults().threads(2))) {
      Dataset rows = file.dataset("rows");
      assertThat(rows.getInt(0, 0)).isEqualTo(row[0]);
      store.waits = true;
      assertThat(rows.readInts(Selection.of(selection)))
          .hasSize(Math.toIntExact(Selection.of(selection).resolve(rows.shape()).elementCount()))
          .contains(row[0]);
    }
    assertThat(store.met).hasSize(2);
  }

  @Test
  void whateverARequestCostsTheSameIsRead() throws IOException {
    Random random = new Random(11);
    for (long cost : new long[] {Long.MIN_VALUE, 1, 8193, 100_000, FAR, Long.MAX_VALUE}) {
      try (Hdf5File file = Hdf5File.open(new Far(path, cost), OpenOptions.defaults())) {
        for (int i = 0; i < 100; i++) {
          Dataset dataset = file.dataset(List.of("contiguous", "chunked", "packed").get(i % 3));
          int row = random.nextInt(ROWS);
          int column = random.nextInt(COLUMNS);
          int rowStep = 1 + random.nextInt(40);
          int columnStep = 1 + random.nextInt(random.nextBoolean() ? 3 : COLUMNS);
          int[] expected =
              IntStream.iterate(row, at -> at < ROWS, at -> at + rowStep)
                  .flatMap(at ->
                      IntStream.iterate(column, to -> to < COLUMNS, to -> to + columnStep)
                          .map(to -> NUMBERS[at * COLUMNS + to]))
                  .toArray();
          String selection = row + "::" + rowStep + ", " + column + "::" + columnStep;
          assertThat(dataset.readInts(Selection.of(selection))).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void chunksAreKeptSooner() throws IOException {
    assertFewer(
        5,
        file -> {
          Random random = new Random(5);
          Dataset chunked = file.dataset("chunked");
          for (int i = 0; i < 300; i++) {
            int row = random.nextInt(ROWS);
            int column = random.nextInt(COLUMNS);
            assertThat(chunked.getInt(row, column)).isEqualTo(NUMBERS[row * COLUMNS + column]);
          }
        });
  }

  @Test
  void columnsOfKeptChunksAreRight() throws IOException {
    for (long cost : new long[] {8192, FAR, Long.MAX_VALUE}) {
      long requests =
          requests(
              cost,
              file -> {
                Dataset chunked = file.dataset("chunked");
                for (int column = 0; column < 20; column++) {
                  int at = column;
                  assertThat(chunked.readInts(Selection.of(":, " + at)))
                      .isEqualTo(
                          IntStream.range(0, ROWS).map(i -> NUMBERS[i * COLUMNS + at]).toArray());
                }
              });
      // 4 chunks of 512 KiB: for a file of this machine in pieces that stay in a processor's cache.
      assertThat(requests).isLessThan(cost < FAR ? 60 : 30);
    }
  }

  @Test
  void manyObjectsAreFewRequests() throws IOException {
    assertFewer(
        2,
        file -> {
          Group many = file.group("many");
          for (int i = 0; i < DATASETS; i++) {
            assertThat(many.dataset("d" + i).readInt()).isEqualTo(i);
          }
        });
  }

  @Test
  void severalFilesCostWhatTheDearestOfThemDoes() throws IOException {
    try (Storage all =
        Storage.concatenation(
            "both",
            List.of(
                new StorageMember(new Far(path, 100), 0),
                new StorageMember(new Far(path, FAR), 1 << 30)))) {
      assertThat(all.requestCost()).isEqualTo(FAR);
    }
  }
}
