package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.FilterException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Small writes to chunks that pass filters: they are taken on and made together, and nobody must
/// be able to tell.
class ChangedChunksTest {
  private static final int ROWS = 70;
  private static final int COLUMNS = 90;

  @TempDir Path folder;
  private Path path;
  private Hdf5File file;

  @BeforeEach
  void create() throws IOException {
    path = folder.resolve("tiles.h5");
    file = Hdf5File.create(path);
    file.createGroup("before"); // The first operation is never put off.
  }

  @AfterEach
  void close() throws IOException {
    file.closeWithoutCommit();
  }

  private DatasetBuilder grid(String name) {
    return file.createDataset(name)
        .type(Datatypes.INT32)
        .shape(ROWS, COLUMNS)
        .chunks(16, 16)
        .shuffle()
        .gzip(6)
        .fletcher32();
  }

  private static Selection box(long row, long column, long rows, long columns) {
    return Selection.box(new long[] {row, column}, new long[] {rows, columns});
  }

  private static int[] flat(int[][] rows) {
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
  }

  private static byte[] littleEndian(int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  /// Writes a random tile, here and there.
  private static void writeTile(Dataset dataset, int[][] model, Random random) {
    int rows = 1 + random.nextInt(40);
    int columns = 1 + random.nextInt(40);
    int row = random.nextInt(ROWS - rows + 1);
    int column = random.nextInt(COLUMNS - columns + 1);
    int[] tile = random.ints((long) rows * columns, 0, 50).toArray();
    for (int i = 0; i < rows; i++) {
      System.arraycopy(tile, i * columns, model[row + i], column, columns);
    }
    dataset.write(box(row, column, rows, columns), tile);
    Arrays.fill(tile, -1); // It is the caller's again.
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V114"})
  void libhdf5ReadsWhatManyTilesLeft(LibraryVersion version) throws IOException {
    file.closeWithoutCommit();
    CreateOptions options = CreateOptions.defaults().libraryVersions(version, version);
    file = Hdf5File.create(path, options);
    Dataset dataset = grid("x").fill(7).create();
    int[][] model = new int[ROWS][COLUMNS];
    Arrays.stream(model).forEach(row -> Arrays.fill(row, 7));
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      writeTile(dataset, model, random);
      if (i % 50 == 49) {
        file.flush();
      } else if (i % 19 == 0) {
        assertThat(dataset.readInts()).isEqualTo(flat(model));
      }
    }
    file.close();
    try (Libhdf5File other = Libhdf5.open(path)) {
      assertThat(other.read("x")).isEqualTo(littleEndian(flat(model)));
    }
  }

  @Test
  void tilesOfAFileThatWasOpenedAgainChangeWhatIsStored() throws IOException {
    int[][] model = new int[ROWS][COLUMNS];
    Random random = new Random(4);
    Arrays.setAll(model, _ -> random.ints(COLUMNS, 0, 9).toArray());
    grid("x").write(model);
    file.close();
    file = Hdf5File.openReadWrite(path);
    Dataset dataset = file.dataset("x");
    for (int i = 0; i < 60; i++) {
      writeTile(dataset, model, random);
    }
    file.close();
    try (Libhdf5File other = Libhdf5.open(path)) {
      assertThat(other.read("x")).isEqualTo(littleEndian(flat(model)));
    }
  }

  @Test
  void everybodySeesAWriteAtOnce() {
    Dataset dataset = grid("x").create();
    for (int i = 1; i < 20; i++) {
      dataset.write(box(i, i, 2, 2), i);
      assertThat(CompletableFuture.supplyAsync(() -> file.dataset("x").readInts()).join())
          .contains(i);
    }
    assertThat(dataset.storageSize()).isPositive();
  }

  @Test
  void ofWritesToTheSameElementTheLastOneStays() {
    Dataset dataset = grid("x").create();
    Dataset same = file.dataset("x");
    for (int i = 0; i < 300; i++) {
      (i % 2 == 0 ? dataset : same).write(Selection.at(i % 3, 0), i);
    }
    assertThat(dataset.read(int[][].class, box(0, 0, 3, 1)))
        .isDeepEqualTo(new int[][] {{297}, {298}, {299}});
  }

  @Test
  void writesAppendsAndResizesKeepTheirOrder() throws IOException {
    Dataset dataset =
        file.createDataset("x")
            .type(Datatypes.INT32)
            .shape(10)
            .maxShape(Dataspace.UNLIMITED)
            .chunks(4)
            .gzip(1)
            .create();
    dataset.write(Selection.of("2:4"), new int[] {2, 3});
    dataset.append(10);
    dataset.write(Selection.of("9:11"), new int[] {90, 100});
    dataset.append(new int[] {11, 12});
    dataset.write(Selection.of("12"), 120);
    dataset.resize(12);
    dataset.resize(14);
    dataset.write(Selection.of("13"), 13);
    file.close();
    try (Libhdf5File other = Libhdf5.open(path)) {
      assertThat(other.read("x"))
          .isEqualTo(littleEndian(new int[] {0, 0, 2, 3, 0, 0, 0, 0, 0, 90, 100, 11, 0, 13}));
    }
  }

  @Test
  void aRollbackDropsThem() throws IOException {
    Dataset dataset = grid("x").create();
    dataset.write(box(0, 0, 20, 20), 1);
    file.flush();
    dataset.write(box(0, 0, 20, 20), 2);
    file.rollback();
    assertThat(file.dataset("x").readInts()).contains(1).doesNotContain(2);
    file.dataset("x").write(box(0, 0, 1, 1), 3);
    file.closeWithoutCommit();
    file = Hdf5File.openReadWrite(path);
    assertThat(file.dataset("x").readInts()).contains(1).doesNotContain(2, 3);
  }

  @Test
  void aWriteThatIsRefusedChangesNothing() {
    Dataset dataset = grid("x").create();
    dataset.write(box(0, 0, 20, 20), 1);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> dataset.write(box(60, 80, 20, 20), 2));
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> dataset.write(box(0, 0, 1, 2), new long[] {3, 1L << 40}));
    assertThat(dataset.readInts()).containsOnly(0, 1);
  }

  @Test
  void aDamagedChunkIsRefusedByTheWriteThatMeetsItAndNoOther() {
    Dataset dataset = grid("x").create();
    dataset.write(box(0, 0, 64, 64), 1);
    dataset.writeRawChunk(MemorySegment.ofArray(new byte[50]), 0, 16, 16);
    dataset.write(box(0, 0, 4, 4), 2);
    // This one touches a sound chunk, too.
    assertThatExceptionOfType(Hdf5Exception.class)
        .isThrownBy(() -> dataset.write(box(15, 15, 2, 2), 3));
    dataset.write(box(40, 40, 4, 4), 4);
    assertThat(dataset.read(int[][].class, box(0, 0, 16, 16)))
        .satisfies(tile -> {
          assertThat(tile[15][15]).isEqualTo(1);
          assertThat(tile[3][3]).isEqualTo(2);
        });
    assertThat(dataset.read(int[][].class, box(40, 40, 1, 1))).isDeepEqualTo(new int[][] {{4}});
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> dataset.read(box(16, 16, 1, 1)));
    // Replaced whole, it needs not be sound.
    dataset.write(box(16, 16, 16, 16), 5);
    assertThat(dataset.read(int[][].class, box(16, 16, 1, 1))).isDeepEqualTo(new int[][] {{5}});
  }

  @Test
  void moreThanFitsInMemoryIsStoredOnTheWay() {
    Dataset dataset =
        file.createDataset("x")
            .type(Datatypes.INT8)
            .shape(60, 1 << 20)
            .chunks(1, 1 << 20)
            .gzip(1)
            .create();
    for (int i = 0; i < 60; i++) {
      dataset.write(box(i, 1000, 1, 1 << 19), i);
      // Those that are stored already stay as they are where nothing is written again.
      dataset.write(box(i / 2, 0, 1, 3), 100);
    }
    for (int i = 0; i < 60; i++) {
      assertThat(dataset.read(byte[][].class, box(i, 999, 1, 2)))
          .isDeepEqualTo(new byte[][] {{0, (byte) i}});
    }
  }

  @Test
  void memoryOfTheCallerMayGoAfterwards() {
    Dataset dataset = grid("x").create();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment elements = arena.allocate(ValueLayout.JAVA_INT, 4);
      elements.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 3, 9);
      dataset.writeFrom(elements, box(0, 0, 2, 2));
    }
    assertThat(dataset.read(int[][].class, box(0, 0, 2, 2)))
        .isDeepEqualTo(new int[][] {{0, 0}, {0, 9}});
  }

  @Test
  void onAFullMediumTheyAreKept() throws IOException {
    GrowableMemoryStorage medium = WritableStorage.memory();
    RefusingStorage storage = new RefusingStorage(medium, 1000);
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    try (Hdf5File refused = Hdf5File.create(storage, CreateOptions.defaults())) {
      Dataset dataset =
          refused
              .createDataset("x")
              .type(Datatypes.INT8)
              .shape(1 << 20)
              .chunks(1 << 16)
              .gzip(1)
              .create();
      refused.flush();
      storage.refuse();
      dataset.write(noise);
      assertThatIOException().isThrownBy(refused::flush).withMessageContaining("No space");
      storage.allow();
      assertThat(dataset.read(byte[].class, Selection.all())).isEqualTo(noise);
    }
    try (Hdf5File stored = Hdf5File.open(medium.toBytes())) {
      assertThat(stored.dataset("x").read(byte[].class, Selection.all())).isEqualTo(noise);
    }
  }
}
