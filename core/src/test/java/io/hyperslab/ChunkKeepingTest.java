package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import io.hyperslab.filter.FilterSpec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which chunks are kept for the next read, by what is counted. Each of the datasets has 4 MiB.
class ChunkKeepingTest {
  private static final int SIDE = 1024;
  private static final int CHUNKS = 64;
  private static final int CHUNKS_DOWN = 16;
  private static final int SMALL_CHUNKS = 1024;
  private static final long CHUNK_BYTES = 1 << 16;

  /// A cache in which a column's chunks are few, and one in which they are not.
  private static final long LARGE_CACHE = 32L << 20;

  private static final long SMALL_CACHE = 16L << 20;

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void create() throws IOException {
    path = folder.resolve("kept.h5");
    int[] numbers = IntStream.range(0, SIDE * SIDE).toArray();
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createDataset("plain").shape(SIDE, SIDE).chunks(64, 256).write(numbers);
      file.createDataset("small").shape(SIDE, SIDE).chunks(32, 32).write(numbers);
      file.createDataset("deflated").shape(SIDE, SIDE).chunks(64, 256).gzip(1).write(numbers);
      file.createDataset("shuffled")
          .shape(SIDE, SIDE)
          .chunks(64, 256)
          .shuffle()
          .gzip(1)
          .write(numbers);
    }
  }

  private Hdf5File open(long cache) throws IOException {
    return Hdf5File.open(path, OpenOptions.defaults().chunkCache(cache));
  }

  private static FileStatistics strided(Hdf5File file, Dataset dataset) {
    FileStatistics before = file.statistics();
    int[] numbers = dataset.readInts(Selection.of("::3, ::5"));
    int columns = (SIDE + 4) / 5;
    assertThat(numbers).hasSize((SIDE + 2) / 3 * columns);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(numbers[i]).isEqualTo(i / columns * 3 * SIDE + i % columns * 5);
    }
    return file.statistics().since(before);
  }

  private static FileStatistics column(Hdf5File file, Dataset dataset, int column) {
    FileStatistics before = file.statistics();
    int[] numbers = dataset.readInts(Selection.of(":, " + column));
    assertThat(numbers)
        .isEqualTo(IntStream.range(0, SIDE).map(row -> row * SIDE + column).toArray());
    return file.statistics().since(before);
  }

  @Test
  void ofAnUnfilteredDatasetAFirstStridedReadKeepsNothing() throws IOException {
    try (Hdf5File file = open(LARGE_CACHE)) {
      Dataset plain = file.dataset("plain");
      strided(file, plain);
      FileStatistics second = strided(file, plain);
      assertThat(second.chunkHits()).isZero();
      assertThat(second.bytesRead()).isGreaterThan(CHUNKS * CHUNK_BYTES * 9 / 10);
      FileStatistics third = strided(file, plain);
      assertThat(third.chunkHits()).isEqualTo(CHUNKS);
      assertThat(third.bytesRead()).isZero();
    }
  }

  @Test
  void whatWasWantedIsKnownToAllHandlesOfAFile() throws IOException {
    try (Hdf5File file = open(LARGE_CACHE)) {
      strided(file, file.dataset("plain"));
      assertThat(strided(file, file.dataset("plain")).chunkHits()).isZero();
      assertThat(strided(file, file.dataset("plain")).chunkHits()).isEqualTo(CHUNKS);
    }
  }

  @Test
  void aColumnOfFewChunksIsKeptAtOnceWithWhatLiesBesideIt() throws IOException {
    try (Hdf5File file = open(LARGE_CACHE)) {
      Dataset plain = file.dataset("plain");
      assertThat(column(file, plain, 5).chunkHits()).isZero();
      FileStatistics second = column(file, plain, 6);
      assertThat(second.chunkHits()).isEqualTo(CHUNKS_DOWN);
      assertThat(second.bytesRead()).isZero();
    }
  }

  @Test
  void aColumnOfManyChunksIsKeptTheSecondTime() throws IOException {
    try (Hdf5File file = open(SMALL_CACHE)) {
      Dataset plain = file.dataset("plain");
      column(file, plain, 5);
      FileStatistics second = column(file, plain, 6);
      assertThat(second.chunkHits()).isZero();
      assertThat(second.bytesRead()).isGreaterThan(CHUNKS_DOWN * CHUNK_BYTES * 9 / 10);
      assertThat(column(file, plain, 7).chunkHits()).isEqualTo(CHUNKS_DOWN);
    }
  }

  @Test
  void manySmallChunksAreKeptTheSecondTimeAndFewAtOnce() throws IOException {
    try (Hdf5File file = open(LARGE_CACHE)) {
      Dataset small = file.dataset("small");
      strided(file, small);
      assertThat(strided(file, small).chunkHits()).isZero();
      assertThat(strided(file, small).chunkHits()).isEqualTo(SMALL_CHUNKS);
    }
    try (Hdf5File file = open(LARGE_CACHE)) {
      Dataset small = file.dataset("small");
      small.readInts(Selection.of("20:40, 20:40"));
      FileStatistics before = file.statistics();
      small.readInts(Selection.of("20:40, 20:40"));
      assertThat(file.statistics().since(before).chunkHits()).isEqualTo(4);
    }
  }

  @Test
  void whatWasDecodedIsKeptAtOnce() throws IOException {
    for (String name : List.of("deflated", "shuffled")) {
      try (Hdf5File file = open(LARGE_CACHE)) {
        Dataset filtered = file.dataset(name);
        assertThat(strided(file, filtered).chunksDecoded()).isEqualTo(CHUNKS);
        FileStatistics second = strided(file, filtered);
        assertThat(second.chunksDecoded()).isZero();
        assertThat(second.chunkHits()).isEqualTo(CHUNKS);
      }
    }
  }

  @Test
  void keptChunksGiveTheSameByEveryWayOfReading() throws IOException {
    for (String name : List.of("plain", "deflated", "shuffled")) {
      try (Hdf5File file = open(LARGE_CACHE)) {
        Dataset dataset = file.dataset(name);
        int[] all = dataset.readInts();
        column(file, dataset, 300);
        assertThat(column(file, dataset, 301).chunkHits()).isEqualTo(CHUNKS_DOWN);
        assertThat(dataset.readInts()).isEqualTo(all);
        assertThat(dataset.getDouble(701, 302)).isEqualTo(701 * SIDE + 302);
        assertThat(dataset.readInts(Selection.of("60:70, 250:260")))
            .isEqualTo(
                IntStream.range(0, 100).map(i -> (60 + i / 10) * SIDE + 250 + i % 10).toArray());
        assertThat(dataset.readInts(Selection.points(new long[] {63, 511}, new long[] {64, 256})))
            .containsExactly(63 * SIDE + 511, 64 * SIDE + 256);
        assertThat(dataset.readInts(Selection.of("100, ::-1")))
            .isEqualTo(IntStream.range(0, SIDE).map(i -> 101 * SIDE - 1 - i).toArray());
      }
    }
  }

  @Test
  void twoThreadsThatWantTheSameChunksDecodeEachOnce()
      throws IOException, ExecutionException, InterruptedException {
    for (int round = 0; round < 20; round++) {
      try (Hdf5File file =
          Hdf5File.open(path, OpenOptions.defaults().chunkCache(LARGE_CACHE).threads(1))) {
        Dataset dataset = file.dataset("deflated");
        FileStatistics before = file.statistics();
        List<FutureTask<FileStatistics>> readers = new ArrayList<>();
        for (int column : List.of(7, 8)) {
          FutureTask<FileStatistics> reader = new FutureTask<>(() -> column(file, dataset, column));
          readers.add(reader);
          Thread.ofPlatform().start(reader);
        }
        for (FutureTask<FileStatistics> reader : readers) {
          reader.get();
        }
        assertThat(file.statistics().since(before).chunksDecoded()).isEqualTo(CHUNKS_DOWN);
      }
    }
  }

  /// Changes nothing; what is decoded first takes until others are done with all other chunks.
  private record Waiting(CountDownLatch begun, CountDownLatch others) implements Filter {
    @Override
    public int id() {
      return 300;
    }

    @Override
    public String name() {
      return "waiting";
    }

    @Override
    public boolean encodes() {
      return true;
    }

    @Override
    public Optional<MemorySegment> encode(MemorySegment chunk, FilterContext context) {
      return Optional.of(chunk);
    }

    @Override
    public MemorySegment decode(MemorySegment stored, FilterContext context) {
      if (begun.getCount() > 0) {
        begun.countDown();
        try {
          assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      } else {
        others.countDown();
      }
      return context.allocate(stored.byteSize()).copyFrom(stored);
    }
  }

  @Test
  void aThreadDecodesOtherChunksWhileAnotherOneIsAtTheFirst()
      throws IOException, ExecutionException, InterruptedException {
    Waiting filter = new Waiting(new CountDownLatch(1), new CountDownLatch(CHUNKS_DOWN - 1));
    OpenOptions options = OpenOptions.defaults().chunkCache(LARGE_CACHE).threads(1).filters(filter);
    Path slow = folder.resolve("slow.h5");
    try (Hdf5File file = Hdf5File.create(slow, CreateOptions.defaults().open(options))) {
      file.createDataset("slow")
          .shape(SIDE, SIDE)
          .chunks(64, 256)
          .filter(FilterSpec.of(filter.id()))
          .write(IntStream.range(0, SIDE * SIDE).toArray());
    }
    try (Hdf5File file = Hdf5File.open(slow, options)) {
      Dataset dataset = file.dataset("slow");
      FileStatistics before = file.statistics();
      FutureTask<FileStatistics> first = new FutureTask<>(() -> column(file, dataset, 7));
      Thread.ofPlatform().start(first);
      filter.begun.await();
      column(file, dataset, 8);
      first.get();
      assertThat(file.statistics().since(before).chunksDecoded()).isEqualTo(CHUNKS_DOWN);
    }
  }
}
